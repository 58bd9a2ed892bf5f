"""What can go wrong, said so that the person at the desk knows what to do."""


class LayoutError(ValueError):
    """The page cannot be set as the standard asks. The message is Chinese and names the remedy."""


class LetterError(ValueError):
    """The data of a letter cannot be read. The message is Chinese and names the field."""


class PdfError(ValueError):
    """A PDF cannot be read: damaged, encrypted, or a scan without text."""


class DocxError(ValueError):
    """A file cannot be taken over as DOCX. The message is Chinese and says what to do."""
