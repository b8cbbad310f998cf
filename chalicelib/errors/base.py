"""What all errors have: a title, a stable name, and the detail of the one case."""

from typing import ClassVar


def type_of(slug: str) -> str:
    """A problem's `type`: a URI reference that stays the same, relative to the API's root."""
    return f"/problems/{slug}"


class WordcountError(Exception):
    """Something went wrong."""

    slug: ClassVar[str] = "error"
    status: ClassVar[int] = 500

    def __init__(self, detail: str | None = None) -> None:
        super().__init__(detail or self.title())

    @classmethod
    def title(cls) -> str:
        """The class's summary for people, the same for every case of it (RFC 9457, section 3.1.3)."""
        return (cls.__doc__ or "").partition("\n")[0].removesuffix(".")

    @property
    def detail(self) -> str:
        """What happened in this case, in a sentence that a caller can act on."""
        return str(self)
