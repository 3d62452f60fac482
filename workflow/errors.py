"""Refusals: what the engine says when it will not do something; each names what, where and how to mend it."""

from collections.abc import Mapping


class Refused(Exception):
    """Something was asked that the engine will not do; nothing was changed.

    `zh`/`en` say what is wrong and where, `mend_zh`/`mend_en` what to do about it; `facts` tells a program the same.
    """

    slug = "refused"

    def __init__(self, zh: str, en: str, *, mend_zh: str, mend_en: str, **facts: object) -> None:
        super().__init__(f"{en} {mend_en}")
        self.zh, self.en = zh, en
        self.mend_zh, self.mend_en = mend_zh, mend_en
        self.facts: Mapping[str, object] = facts


class NotFound(Refused):
    """Nothing of that identifier exists, or the asker may not know that it does."""

    slug = "not-found"


class NotPermitted(Refused):
    """The actor's role or office does not have this verb over this case."""

    slug = "not-permitted"


class WrongInput(Refused):
    """The request's content is wrong: an unknown word, an impossible date, a code with a wrong check digit."""

    slug = "wrong-input"


class Conflict(Refused):
    """The request contradicts what is already recorded."""

    slug = "conflict"


class TransitionRefused(Conflict):
    """A lifecycle does not allow this trigger in this status, or one of its guards does not hold."""

    slug = "transition-refused"


class AlreadyDecided(TransitionRefused):
    """The sub-approval has its decision; a decision is made once."""

    slug = "already-decided"


class PrerequisitesNotMet(Conflict):
    """Items that must come before have not passed."""

    slug = "prerequisites-not-met"


class DocumentsMissing(Conflict):
    """Required documents have not been handed in."""

    slug = "documents-missing"


class CodeNotConfirmed(Conflict):
    """Nothing is accepted without a project code that the platform has confirmed (发改投资〔2020〕1439号)."""

    slug = "code-not-confirmed"


class KeyReused(Conflict):
    """An idempotency key came back with another command."""

    slug = "key-reused"


class NotSignedIn(Refused):
    """No valid token came with the request, or the name and password do not belong together."""

    slug = "not-signed-in"
