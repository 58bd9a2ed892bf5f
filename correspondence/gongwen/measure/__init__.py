"""Measures any PDF against GB/T 9704-2012."""

from .measuring import measure

__all__ = ["measure"]
