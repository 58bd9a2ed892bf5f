"""The first accounts of a new site: whoever may appoint others must be appointed by somebody."""

from django.db import transaction

from ..models import RoleGrant, User
from ..rules.duties import conflict
from ..rules.words import Role
from .act import Act
from .errors import NotReady
from .record import enter, keep


def appoint(username: str, *, name: str, role: Role, password: str, act: Act) -> User:
    """Grant a role to an account, making it first where it does not exist yet.

    Raises NotReady where duties that must be kept apart would come into one hand.
    """
    with transaction.atomic():
        person = User.objects.filter(username=username).first()
        if person is None:
            person = User(username=username, name=name or username)
            person.set_password(password)
            keep(person, act, "开通账号")
        if problem := conflict({*person.roles, role}):
            raise NotReady(problem)
        if not person.holds(role):
            keep(RoleGrant(user=person, role=role.value), act, "任命")
            enter(person, act, name="appoint", label=f"任命为{role.label}", proposal=None)
    return person
