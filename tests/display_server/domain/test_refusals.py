"""A refusal: a sentence, its facts apart, so that it can be said in any language."""

from display_server.domain.refusals import NotAllowed, NotValid, Refused


def test_a_refusal_reads_as_an_english_sentence() -> None:
    assert str(NotAllowed("Counter %(counter)s is closed.", counter=4)) == "Counter 4 is closed."


def test_its_sentence_and_its_facts_are_kept_for_the_catalogues() -> None:
    refusal = NotAllowed("Counter %(counter)s is closed.", counter=4)

    assert (refusal.sentence, refusal.facts) == ("Counter %(counter)s is closed.", {"counter": 4})


def test_a_sentence_without_facts_may_hold_a_percent_sign() -> None:
    assert str(Refused("The roll is 5 % full.")) == "The roll is 5 % full."


def test_a_wrong_request_says_which_field() -> None:
    refusal = NotValid("service", "This hall has no service %(service)s.", service="fishing")

    assert (refusal.field, str(refusal)) == ("service", "This hall has no service fishing.")
    assert refusal.facts == {"service": "fishing"}
