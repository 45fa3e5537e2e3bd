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


def agreed_before_adoption() -> list[pgtrigger.Trigger]:
    """For what leads to the adoption: as `belongs_to_open_version`, and it waits for an adoption
    under way, so that nothing slips in beside it. Few rows; a text has too many to lock for each.
    """
    return [
        pgtrigger.Trigger(
            name="adopted_is_final",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
            declare=[("stage", "text"), ("held", "uuid[]")],
            func=f"""
                held := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.version_id]
                                   WHEN 'DELETE' THEN ARRAY[OLD.version_id]
                                   ELSE ARRAY[OLD.version_id, NEW.version_id] END;
                FOR stage IN SELECT v.status FROM protocols_codeversion v
                    WHERE v.id = ANY(held) ORDER BY v.id FOR SHARE
                LOOP
                    IF stage NOT IN {OPEN} THEN {REFUSAL} END IF;
                END LOOP;
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
            """,  # noqa: S608  constants of this module
        )
    ]


def adopted_after_its_bodies() -> list[pgtrigger.Trigger]:
    """For the versions: adopted when every body consented, and not before one of them did.

    A month is given the doubt, as `dated.Dated.may_be_after` does. At the end of the statement and
    not of the transaction: the scope by which the consents are seen may be over by then. That
    misses nothing, as nobody's consent can change after the adoption.
    """
    return [
        pgtrigger.Trigger(
            name="adopted_after_its_bodies",
            when=pgtrigger.After,
            operation=pgtrigger.Insert | pgtrigger.UpdateOf("status", "adopted_on"),  # type: ignore[no-untyped-call]
            timing=pgtrigger.Immediate,
            declare=[("decided", "date")],
            func=f"""
                IF NEW.status IN {OPEN} THEN RETURN NULL; END IF;
                decided := CASE NEW.adopted_precision
                    WHEN 'month' THEN (date_trunc('month', NEW.adopted_on)
                                       + interval '1 month - 1 day')::date
                    ELSE NEW.adopted_on END;
                IF EXISTS (SELECT 1 FROM protocols_councilconsent c
                           WHERE c.version_id = NEW.id AND c.consented_on > decided) THEN
                    RAISE EXCEPTION 'A text is not adopted before a body consented to it';
                END IF;
                IF EXISTS (SELECT 1 FROM protocols_expectedconsent e
                           WHERE e.version_id = NEW.id AND e.answer <> 'not_asked'
                             AND NOT EXISTS (SELECT 1 FROM protocols_councilconsent c
                                             WHERE c.version_id = NEW.id
                                               AND lower(c.body) = lower(e.body))) THEN
                    RAISE EXCEPTION 'A text is not adopted while a body has yet to consent';
                END IF;
                RETURN NULL;
            """,  # noqa: S608  constants of this module
        )
    ]


def version_keeps_its_text() -> list[pgtrigger.Trigger]:
    """For the versions: after adoption only stage and end move, and nothing is deleted.

    The day it begins is given once; taken back only with a publication whose day is yet to come.
    """
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
                    OR (OLD.status IN ('in_force', 'replaced') AND NEW.status IN ('adopted', 'scheduled'))
                    OR (OLD.status = 'replaced' AND NEW.status <> 'replaced')
                    OR (OLD.effective_on IS NOT NULL AND NEW.effective_on IS DISTINCT FROM OLD.effective_on
                        AND NOT (OLD.status = 'scheduled' AND NEW.status = 'adopted'
                                 AND NEW.effective_on IS NULL))
                    OR ROW(NEW.board_id, NEW.school_id, NEW.code_id, NEW.number, NEW.title,
                           NEW.citation_title, NEW.audiences, NEW.dated_on, NEW.dated_precision,
                           NEW.adopted_by, NEW.adopted_on, NEW.adopted_precision, NEW.original_id,
                           NEW.is_minor)
                       IS DISTINCT FROM
                       ROW(OLD.board_id, OLD.school_id, OLD.code_id, OLD.number, OLD.title,
                           OLD.citation_title, OLD.audiences, OLD.dated_on, OLD.dated_precision,
                           OLD.adopted_by, OLD.adopted_on, OLD.adopted_precision, OLD.original_id,
                           OLD.is_minor)
                THEN {REFUSAL} END IF;
                RETURN NEW;
            """,
        )
    ]
