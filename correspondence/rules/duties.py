"""Which duties may not lie in one hand (三员分立, GB/T 22239-2019 8.1.4)."""

from collections.abc import Collection

from .words import ADMINISTRATORS, Role


def conflict(roles: Collection[Role]) -> str:
    """Why these roles may not lie in one hand; empty if they may."""
    held = [role for role in Role if role in roles]
    if len(held) < 2 or not ADMINISTRATORS & set(held):
        return ""
    names = "、".join(role.label for role in held)
    return (
        f"审计员、系统管理员、安全管理员须由专人担任，不得相互兼任，也不得兼任办理角色（{names}）。"
    )
