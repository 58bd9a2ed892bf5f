"""Signing in, and changing one's password."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse_lazy
from django.views.decorators.cache import never_cache

from ..models import User
from ..models.people import DEMO_PASSWORD
from ..rules.words import GRANTABLE

SHORTEST_PASSWORD = 10
WRONG: dict[str, Any] = {
    "invalid_login": "账号或者密码不正确，请重新输入。连续输错 5 次，账号将锁定 15 分钟。",
    "inactive": "此账号已停用，请联系系统管理员。",
}
MISTYPED: dict[str, Any] = {
    "password_incorrect": "旧密码不正确，请重新输入。",
    "password_mismatch": "两次输入的新密码不一致，请重新输入。",
}


class SignInForm(AuthenticationForm):
    """Says what to do, and never which of the two was wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages = WRONG
        self.fields["username"].label = "账号"
        self.fields["username"].error_messages["required"] = "请输入账号。"
        self.fields["password"].error_messages["required"] = "请输入密码。"


class SignIn(LoginView):
    template_name = "registration/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        # A form was sent after the session had ended: the browser has what was typed.
        context["unsent"] = "unsent" in self.request.GET
        context["demo_accounts"] = demo_accounts() if settings.EMBEDDED else []
        return context


class SignInAgain(LoginView):
    """Signing in on the page one is on, as the person who opened it, without leaving it."""

    authentication_form = SignInForm
    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """A fresh token for the next request, as signing in makes the old one void."""
        return JsonResponse({"token": get_token(request)})

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        if str(form.get_user().pk) != self.request.POST.get("person"):
            words = "请用打开这一页时的账号登录；换人请回到首页。"
            return JsonResponse({"words": words}, status=422)
        login(self.request, form.get_user())
        return JsonResponse({"token": get_token(self.request)})

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        words = [str(word) for words in form.errors.values() for word in words]
        return JsonResponse({"words": "".join(words)}, status=422)


sign_in_again = never_cache(SignInAgain.as_view())


class NewPasswordForm(PasswordChangeForm):
    """Says once, and politely, what a password has to be."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages = MISTYPED
        new, again = self.fields["new_password1"], self.fields["new_password2"]
        most = "不能全是数字，也不要用常见密码、账号或者姓名。"
        new.help_text = f"至少 {SHORTEST_PASSWORD} 个字符，{most}"
        again.label, again.help_text = "再输一次新密码", ""


class ChangePassword(PasswordChangeView):
    form_class = NewPasswordForm
    template_name = "registration/password_change_form.html"
    success_url = reverse_lazy("home")


class LongEnough(MinimumLengthValidator):
    """Django's own, in Chinese: its translation of this one message is missing."""

    def __init__(self, min_length: int = SHORTEST_PASSWORD) -> None:
        super().__init__(min_length)

    def get_error_message(self) -> str:
        return f"密码太短，至少应有 {self.min_length} 个字符。"

    def get_help_text(self) -> str:
        return f"密码至少应有 {self.min_length} 个字符。"


def demo_accounts() -> list[dict[str, str]]:
    """One account of each role, for a site that shows itself; a real one has none."""
    return [
        {
            "role": "、".join(role.label for role in GRANTABLE if role in person.roles),
            "username": person.username,
            "password": DEMO_PASSWORD,
        }
        for person in User.objects.demo()
    ]
