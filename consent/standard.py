"""What a school asks to start with, and what it does without asking; each school may change it."""

from dataclasses import dataclass
from datetime import date

from consent.models import Purpose
from consent.questions import Words, define_purpose, list_without_consent
from schoolgids.organisation.models import School

Channel, Audience, Medium = Purpose.Channel, Purpose.Audience, Purpose.Medium
PICTURES = (Medium.PHOTO, Medium.VIDEO)
EVERYTHING = (Medium.PHOTO, Medium.VIDEO, Medium.SOUND)


@dataclass(frozen=True, kw_only=True)
class Standard:
    name_nl: str
    name_en: str
    channel: Purpose.Channel
    audience: Purpose.Audience
    words: Words
    media: tuple[Purpose.Medium, ...] = PICTURES


PURPOSES = (
    Standard(
        name_nl="Website",
        name_en="Website",
        channel=Channel.WEBSITE,
        audience=Audience.PUBLIC,
        words=Words(
            title_nl="Website van de school",
            text_nl="Foto’s en filmpjes van lessen, feesten en uitjes. Er staat nooit een achternaam bij.",
            reach_nl="Iedereen kan dit zien, ook via een zoekmachine.",
            title_en="Website of the school",
            text_en="Photos and short films of lessons, parties and trips. Never with a surname.",
            reach_en="Everybody can see this, also through a search engine.",
        ),
    ),
    Standard(
        name_nl="Schoolgids",
        name_en="School guide",
        channel=Channel.GUIDE,
        audience=Audience.PUBLIC,
        media=(Medium.PHOTO,),
        words=Words(
            title_nl="Schoolgids en folders",
            text_nl="Foto’s in de schoolgids, de kalender en folders over de school.",
            reach_nl="Iedereen kan dit zien, op papier en op de website.",
            title_en="School guide and leaflets",
            text_en="Photos in the school guide, the calendar and leaflets about the school.",
            reach_en="Everybody can see this, on paper and on the website.",
        ),
    ),
    Standard(
        name_nl="Sociale media",
        name_en="Social media",
        channel=Channel.SOCIAL_MEDIA,
        audience=Audience.PUBLIC,
        words=Words(
            title_nl="Sociale media van de school",
            text_nl="Korte berichten met foto of film over wat er op school gebeurt.",
            reach_nl="Iedereen kan dit zien, bewaren en doorsturen.",
            title_en="Social media of the school",
            text_en="Short posts with a photo or film about what happens at school.",
            reach_en="Everybody can see this, keep it and pass it on.",
        ),
    ),
    Standard(
        name_nl="Nieuwsbrief",
        name_en="Newsletter",
        channel=Channel.NEWSLETTER,
        audience=Audience.INSIDE,
        media=(Medium.PHOTO,),
        words=Words(
            title_nl="Nieuwsbrief",
            text_nl="Foto’s in de nieuwsbrief, die per mail naar ouders en medewerkers gaat.",
            reach_nl="Alleen ouders en medewerkers van de school krijgen dit.",
            title_en="Newsletter",
            text_en="Photos in the newsletter, sent by mail to parents and staff.",
            reach_en="Only parents and staff of the school receive this.",
        ),
    ),
    Standard(
        name_nl="Klassenapp",
        name_en="Class app",
        channel=Channel.CLASS_APP,
        audience=Audience.INSIDE,
        words=Words(
            title_nl="Klassenapp",
            text_nl="Foto’s en filmpjes van de dag, in de besloten app van de groep.",
            reach_nl="Alleen ouders en leerkrachten van de groep zien dit.",
            title_en="Class app",
            text_en="Photos and short films of the day, in the closed app of the class.",
            reach_en="Only parents and teachers of the class see this.",
        ),
    ),
    Standard(
        name_nl="Sociale media in de les",
        name_en="Social media in lessons",
        channel=Channel.LESSON,
        audience=Audience.INSIDE,
        media=EVERYTHING,
        words=Words(
            title_nl="Sociale media in de les",
            text_nl="Opdrachten met sociale media in de les, met beeld of geluid van de leerling zelf.",
            reach_nl="De klas en de leraar zien dit. De leraar zorgt voor een besloten plek.",
            title_en="Social media in lessons",
            text_en="Assignments with social media in lessons, with pictures or sound of the pupil.",
            reach_en="The class and the teacher see this. The teacher provides a closed place.",
        ),
    ),
)
WITHOUT_CONSENT = (
    ("Beeld dat in de klas nodig is om les te geven", "Pictures needed in class for teaching"),
    ("Een pasfoto op de schoolpas", "A photo on the school pass"),
    ("Een pasfoto in de leerlingadministratie", "A photo in the pupil records"),
)


def start_asking(school: School, *, effective_on: date) -> list[Purpose]:
    """Gives a school the standard purposes, and its list of what needs no consent. Safe twice."""
    for position, (text_nl, text_en) in enumerate(WITHOUT_CONSENT):
        list_without_consent(school=school, text_nl=text_nl, text_en=text_en, position=position)
    return [
        define_purpose(
            school=school,
            name_nl=item.name_nl,
            name_en=item.name_en,
            media=item.media,
            channel=item.channel,
            audience=item.audience,
            words=item.words,
            effective_on=effective_on,
            position=position,
        )
        for position, item in enumerate(PURPOSES)
    ]
