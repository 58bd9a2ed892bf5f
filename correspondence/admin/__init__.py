"""系统设置: reference data, accounts and roles. Nothing that has a state is changed here."""

from . import house, people  # in the order of the page
from .site import site

__all__ = ["house", "people", "site"]

#: The addresses of this site, for `include` in web/urls.py: with every row registered above.
app_name = "admin"
urlpatterns = site.get_urls()
