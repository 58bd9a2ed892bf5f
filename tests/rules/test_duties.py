"""三员分立: which roles may lie in one hand."""

import pytest

from correspondence.rules.duties import conflict
from correspondence.rules.words import Role


@pytest.mark.parametrize("keeper", [Role.AUDITOR, Role.SYSADMIN, Role.SECADMIN])
@pytest.mark.parametrize("other", [Role.AUDITOR, Role.SYSADMIN, Role.SECADMIN, Role.HANDLER])
def test_a_keeper_holds_no_second_role(keeper: Role, other: Role) -> None:
    assert bool(conflict({keeper, other})) is (keeper is not other)


def test_the_reason_names_the_roles() -> None:
    assert "审计员、系统管理员" not in conflict({Role.LIAISON, Role.ARCHIVIST})
    assert "经办人、审计员" in conflict({Role.AUDITOR, Role.HANDLER})


def test_business_roles_go_together() -> None:
    assert conflict({Role.OFFICE_HEAD, Role.COSIGNER, Role.REVIEWER}) == ""
