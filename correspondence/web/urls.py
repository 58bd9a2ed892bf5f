"""Every address of the site on one screen."""

from django.contrib.auth import views as accounts
from django.urls import include, path

from . import (
    audit,
    audit_acts,
    board,
    draft,
    due,
    entry,
    health,
    holidays,
    intake,
    ledger,
    moves,
    notices,
    numbers,
    profiles,
    proposals,
    reminders,
    replies,
    versions,
    watch,
    work,
)

urlpatterns = [
    path("", work.home, name="home"),
    path("login/", entry.SignIn.as_view(), name="login"),
    path("logout/", accounts.LogoutView.as_view(), name="logout"),
    path("password/", entry.ChangePassword.as_view(), name="password_change"),
    path("health/", health.health, name="health"),
    path("admin/", include("correspondence.admin")),
    # staff
    path("my-work/", work.work, name="work"),
    path("proposals/", proposals.index, name="proposals"),
    path("proposals/new/", intake.register, name="register"),
    path("proposals/<int:pk>/", proposals.show, name="proposal"),
    path("replies/<int:pk>/", replies.show, name="reply"),
    path("replies/<int:pk>/document.pdf", replies.document, name="document"),
    path("replies/<int:pk>/pages/<int:number>.png", replies.page, name="page"),
    path("replies/<int:pk>/preview/", draft.preview, name="preview"),
    path("replies/<int:pk>/versions/", versions.compare_two, name="versions"),
    path("assignments/<int:pk>/due/", due.due, name="due"),
    path("<slug:kind>/<int:pk>/<slug:name>/", moves.make, name="move"),
    path("notices/", notices.index, name="notices"),
    path("notices/read/", notices.read, name="notices_read"),
    path("notices/cover/", notices.cover, name="notices_cover"),
    path("notices/cover/<int:pk>/", notices.uncover, name="notices_uncover"),
    path("notices/feed/", notices.feed, name="notices_feed"),
    path("calendar/<str:token>.ics", notices.subscribed, name="feed"),
    # supervisors
    path("board/", board.board, name="board"),
    path("board/rows/", board.rows, name="board_rows"),
    path("board/ledger.xlsx", ledger.download, name="ledger"),
    path("numbers/", numbers.register, name="numbers"),
    path("reminders/", reminders.index, name="reminders"),
    # administrators
    path("rules/", profiles.index, name="profiles"),
    path("rules/<int:pk>/", profiles.edit, name="profile_edit"),
    path("rules/sessions/<int:pk>/", profiles.choose, name="profile_choose"),
    path("holidays/", holidays.index, name="holidays"),
    path("holidays/settle/", holidays.settle, name="holidays_settle"),
    path("watch/", watch.index, name="watch"),
    # auditors
    path("audit/", audit.index, name="audit"),
    path("audit/ledger/", audit_acts.acts, name="audit_acts"),
    path("audit/<slug:kind>/<int:pk>/", audit.row, name="audit_row"),
]
