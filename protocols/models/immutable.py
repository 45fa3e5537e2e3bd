"""Triggers that keep an adopted text as it was adopted, whoever asks and however."""

import pgtrigger

OPEN = "('draft', 'review')"
REFUSAL = "RAISE EXCEPTION 'An adopted text is not changed: %', TG_TABLE_NAME;"


def belongs_to_open_version() -> list[pgtrigger.Trigger]:
    """For a table with a `version_id`: its rows change only while the version is open."""
    return [
        pgtrigger.Trigger(
            name="adopted_is_final",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
            declare=[("closed", "bigint")],
            func=f"""
                SELECT count(*) INTO closed FROM protocols_codeversion v
                WHERE v.status NOT IN {OPEN} AND (
                    (TG_OP <> 'INSERT' AND v.id = OLD.version_id)
                    OR (TG_OP <> 'DELETE' AND v.id = NEW.version_id)
                );
                IF closed > 0 THEN {REFUSAL} END IF;
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
            """,  # noqa: S608  constants of this module
        )
    ]


def version_keeps_its_text() -> list[pgtrigger.Trigger]:
    """For the versions: after adoption only stage and end move, and nothing is deleted."""
    return [
        pgtrigger.Trigger(
            name="adopted_is_final",
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete,
            func=f"""
                IF OLD.status IN {OPEN} THEN
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                END IF;
                IF TG_OP = 'DELETE' THEN {REFUSAL} END IF;
                IF NEW.status IN {OPEN}
                    OR (OLD.effective_on IS NOT NULL AND NEW.effective_on IS DISTINCT FROM OLD.effective_on)
                    OR ROW(NEW.board_id, NEW.school_id, NEW.code_id, NEW.number, NEW.title,
                           NEW.citation_title, NEW.audiences, NEW.dated_on, NEW.dated_precision,
                           NEW.adopted_by, NEW.adopted_on, NEW.adopted_precision, NEW.original_id)
                       IS DISTINCT FROM
                       ROW(OLD.board_id, OLD.school_id, OLD.code_id, OLD.number, OLD.title,
                           OLD.citation_title, OLD.audiences, OLD.dated_on, OLD.dated_precision,
                           OLD.adopted_by, OLD.adopted_on, OLD.adopted_precision, OLD.original_id)
                THEN {REFUSAL} END IF;
                RETURN NEW;
            """,
        )
    ]
