"""Checks a letter against the rules of form and wording of an official reply (D.9)."""

from .linting import lint, mended

__all__ = ["lint", "mended"]
