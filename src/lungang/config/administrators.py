"""The three administrators' way in, from the server's own commands: links, never passwords."""

from __future__ import annotations

from collections.abc import Mapping

LOGIN_NAMES = {"system_admin": "sysadmin", "security_admin": "secadmin", "auditor": "auditor"}
"""The sign-in names of a new site's three administrators, by office."""


def renew_administrator(office: str) -> str:
    """Make a new link for who holds an administrator's office; return its path.

    Raises:
        NotNow: nobody holds it.
    """
    from django.urls import reverse

    from lungang.platform.accounts.actions import new_token, renew_administrator
    from lungang.platform.accounts.actor import system
    from lungang.platform.accounts.offices import Office

    token = new_token()
    renew_administrator(system("服务器"), Office(office), token=token)
    return reverse("accounts:invitation", args=[token])


def hand_over_administrator(office: str, name: str, username: str = "") -> tuple[str, str]:
    """Give an administrator's office to a new person; return the sign-in name and the link's path.

    Without ``username`` it is the office's own, numbered where that is taken.

    Raises:
        InputError: no name is given, or the sign-in name is taken.
        NotNow: another of the three is called so.
    """
    from django.urls import reverse

    from lungang.platform.accounts import actions
    from lungang.platform.accounts.actor import system
    from lungang.platform.accounts.offices import Office
    from lungang.platform.accounts.queries import free_username

    username = username or free_username(LOGIN_NAMES[office])
    token = actions.new_token()
    actions.hand_over_administrator(
        system("服务器"), Office(office), name=name, username=username, token=token
    )
    return username, reverse("accounts:invitation", args=[token])


def invite_administrators(names: Mapping[str, str]) -> dict[str, str]:
    """Make the three administrators' accounts; return the path of each one's link, by office.

    ``names`` are the persons' names by office; one that is missing is called as the office.

    Raises:
        NotNow: there are accounts already.
    """
    from django.urls import reverse

    from lungang.platform.accounts.actions import found_accounts, new_token
    from lungang.platform.accounts.actions.founding import NewAdministrator
    from lungang.platform.accounts.actor import system
    from lungang.platform.accounts.offices import Office

    accounts = {
        Office(office): NewAdministrator(
            username, names.get(office) or str(Office(office).label), new_token()
        )
        for office, username in LOGIN_NAMES.items()
    }
    found_accounts(system("建站"), accounts)
    return {
        office.value: reverse("accounts:invitation", args=[made.token])
        for office, made in accounts.items()
    }
