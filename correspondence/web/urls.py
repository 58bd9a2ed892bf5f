"""Every address of the site on one screen."""

urlpatterns: list[object] = []
