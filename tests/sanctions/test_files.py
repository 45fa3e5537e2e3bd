"""A decision in the file of the person: there by itself, without the others."""

from incidents.dossiers.services import read_file
from incidents.sanctions import services
from incidents.sanctions.models import SanctionCase
from schoolgids.access.policy import visible
from schoolgids.interface.parts import Tag
from tests.cast import TODAY, Cast
from tests.sanctions.making import Making, add_party, incident


def test_decision_and_letter_stand_in_the_file_of_the_pupil(making: Making, inside: Cast) -> None:
    making.at("communicated")
    head = inside.actor("head", school=inside.oostpoort)
    page = read_file(actor=head, person=inside.sem, room="pupil")
    titles = [str(piece.title) for piece in page.pieces]
    assert "Besluit: schorsing van 2 dagen" in titles
    assert "Brief over het besluit: schorsing van 2 dagen" in titles
    assert read_file(actor=head, person=inside.yara, room="pupil").pieces == []


def test_ruling_stands_in_the_file_too(making: Making, inside: Cast) -> None:
    making.at("ruled")
    head = inside.actor("head", school=inside.oostpoort)
    titles = [str(p.title) for p in read_file(actor=head, person=inside.sem, room="pupil").pieces]
    assert "Beslissing op bezwaar: het besluit blijft staan" in titles


def test_other_people_of_the_incident_are_blacked_out(making: Making, inside: Cast) -> None:
    case = making.at("heard")
    making.communicated(making.decided(case, motivation="Yara Tamsaoui had er veel last van."))
    head = inside.actor("head", school=inside.oostpoort)
    pieces = read_file(actor=head, person=inside.sem, room="pupil").pieces
    text = " ".join(piece.text for piece in pieces)
    assert "had er veel last van." in text
    assert "Yara" not in text
    assert "Tamsaoui" not in text


def test_reader_with_a_part_in_the_incident_does_not_see_the_decision(
    making: Making, inside: Cast
) -> None:
    row = incident(inside, "sem", "yara")
    add_party(row, inside.mentor, part="target", kind="staff")
    case = making.heard(making.contacted(making.proposed(row=row)))
    making.communicated(making.decided(case))
    pieces = {
        who: read_file(
            actor=inside.actor(who, school=inside.oostpoort), person=inside.sem, room="pupil"
        ).pieces
        for who in ("head", "mentor")
    }
    assert {str(piece.title) for piece in pieces["head"]} == {
        "Besluit: schorsing van 2 dagen",
        "Brief over het besluit: schorsing van 2 dagen",
    }
    assert pieces["mentor"] == []


def test_letter_to_a_guardian_goes_to_the_file_of_the_child(making: Making, inside: Cast) -> None:
    row = incident(inside)
    add_party(row, inside.sem_mother, part="subject", kind="guardian", ward=inside.sem)
    case = making.proposed("guardian-letter", row=row, person="sem_mother")
    making.communicated(making.decided(case))
    head = inside.actor("head", school=inside.oostpoort)
    pieces = read_file(actor=head, person=inside.sem, room="pupil").pieces
    assert "Besluit: brief aan de ouder" in [str(piece.title) for piece in pieces]
    assert any(
        Tag(label="gedrag van een ouder", kind="info", icon="users") in piece.tags
        for piece in pieces
    )


def test_measure_of_staff_goes_to_the_personnel_file(making: Making, inside: Cast) -> None:
    row = incident(inside)
    add_party(row, inside.teacher, part="subject", kind="staff")
    head = inside.actor("head", school=inside.oostpoort)
    case = making.heard(
        making.proposed("staff-warning", row=row, person="teacher", by="head"), by="head"
    )
    case = making.decided(case, without_receipt=True)
    services.make_letters(actor=head, case=case)
    services.communicate(actor=head, case=case, on=TODAY, how="handed")
    pieces = read_file(actor=head, person=inside.teacher, room="personnel").pieces
    assert "Besluit: schriftelijke waarschuwing" in [str(piece.title) for piece in pieces]
    assert read_file(actor=head, person=inside.teacher, room="pupil").pieces == []


def test_measure_of_staff_is_hidden_from_the_team_leader(making: Making, inside: Cast) -> None:
    row = incident(inside)
    add_party(row, inside.teacher, part="subject", kind="staff")
    case = making.proposed("staff-talk", row=row, person="teacher", by="head")
    cases = SanctionCase.objects.filter(pk=case.pk)
    seen = {
        who: visible(inside.actor(who, school=inside.oostpoort), cases).exists()
        for who in ("team_leader", "care_coordinator", "teacher", "head", "board_member")
    }
    assert seen == {
        "team_leader": False, "care_coordinator": False, "teacher": False, "head": True,
        "board_member": True,
    }  # fmt: skip
