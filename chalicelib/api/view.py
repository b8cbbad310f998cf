"""Which of a page's words a request wants to see: read here for every call that gives words."""

from dataclasses import dataclass

from chalicelib.api.inputs import Query


@dataclass(frozen=True, slots=True)
class View:
    """What the parameters that all calls of words share ask for."""

    stop_words: bool
    """Whether stop words are among the words."""

    @classmethod
    def asked_for(cls, query: Query) -> "View":
        """The view that a request's parameters name."""
        stop_words = query.choice("stop_words", "exclude", "include")
        return cls(stop_words=stop_words == "include")

    def parameters(self) -> dict[str, str]:
        """The parameters that ask for this view again: what links to the next part of a list carry."""
        return {"stop_words": "include" if self.stop_words else "exclude"}
