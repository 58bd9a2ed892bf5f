"""What can go wrong, said so that the person at the desk knows what to do."""


class LayoutError(ValueError):
    """The page cannot be set as the standard asks. The message is Chinese and names the remedy."""


class MissingGlyphError(LayoutError):
    """No face can draw a character; `where` says in Chinese where it stands, if that is known."""

    def __init__(self, character: str, where: str = "") -> None:
        super().__init__(character, where)
        self.character = character
        self.where = where

    def __str__(self) -> str:
        of = f"{self.where}的" if self.where else ""
        code = f"U+{ord(self.character):04X}"
        return f"字体中没有{of}“{self.character}”（{code}），请换用规范字或补充字体"


class LetterError(ValueError):
    """The data of a letter cannot be read. The message is Chinese and names the field."""


class PdfError(ValueError):
    """A PDF cannot be read: damaged, encrypted, or a scan without text."""


class DocxError(ValueError):
    """A file cannot be taken over as DOCX. The message is Chinese and says what to do."""
