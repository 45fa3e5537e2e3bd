"""Every reason has words for every reader, and says no more than the reader should know."""

import pytest
from django.utils.translation import override

from consent.rule import Because, Code, State, Verdict
from consent.words import STATE_WORDS, WORDS, Reader, explain, headline, mark_of, word_of

DISPUTE = Verdict(
    State.DISPUTE, Because(code=Code.HOLDERS_DISAGREE, who=frozenset({"mother", "father"}))
)


@pytest.mark.parametrize("reader", Reader)
@pytest.mark.parametrize("code", Code)
def test_every_reason_has_a_sentence_for_every_reader(reader: Reader, code: Code) -> None:
    words = str(WORDS[reader][code])
    assert words.endswith(".")
    assert len(words) > 10


@pytest.mark.parametrize("state", State)
def test_every_state_has_one_of_four_marks_and_a_word(state: State) -> None:
    assert mark_of(state) in {"yes", "no", "open", "dispute"}
    assert str(word_of(state))
    assert (mark_of(state) == "yes") is (state is State.YES)
    assert set(STATE_WORDS) == set(State)


@pytest.mark.parametrize(
    ("reader", "me", "words"),
    [
        (Reader.GUARDIAN, "mother", "Nee, want u en de andere ouder kozen verschillend"),
        (Reader.GUARDIAN, "uncle", "Nee, want de ouders kozen verschillend"),
        (Reader.STAFF, None, "Nee, want de ouders kozen verschillend"),
        (Reader.PUPIL, "pupil", "Nee"),
    ],
)
def test_a_dispute_is_told_to_those_it_is_about(reader: Reader, me: str, words: str) -> None:
    with override("nl"):
        assert headline(DISPUTE, reader, me=me) == words


def test_a_child_does_not_read_that_the_parents_disagree() -> None:
    assert str(explain(DISPUTE, Reader.PUPIL)) == "Er is nu geen ja van je ouders."


@pytest.mark.parametrize(
    ("code", "mine", "other"),
    [
        (Code.HOLDER_YES, "U koos ja.", "De andere ouder koos ja."),
        (Code.HOLDER_NO, "U koos nee.", "De andere ouder koos nee. Eén nee is genoeg."),
    ],
)
def test_a_guardian_reads_whose_answer_it_was(code: Code, mine: str, other: str) -> None:
    found = Verdict(State.NO, Because(code=code, who=frozenset({"mother"})))
    assert str(explain(found, Reader.GUARDIAN, me="mother")) == mine
    assert str(explain(found, Reader.GUARDIAN, me="father")) == other


@pytest.mark.parametrize("reader", Reader)
def test_a_yes_from_before_sixteen_is_labelled(reader: Reader) -> None:
    kept = Because(code=Code.HOLDER_YES, who=frozenset({"mother"}), before_sixteen=True)
    assert "16 werd" in str(explain(Verdict(State.YES, kept), reader, me="mother"))


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.HOLD, "Nee, nooit in beeld"),
        (State.OPEN, "Nog niet gekozen, dus nee"),
        (State.EXPIRED, "Nog niet gekozen, dus nee"),
        (State.YES, "Ja"),
        (State.WITHDRAWN, "Nee"),
    ],
)
def test_the_answer_itself_in_words(state: State, words: str) -> None:
    with override("nl"):
        assert headline(Verdict(state, Because(code=Code.HOLD)), Reader.PUPIL) == words
