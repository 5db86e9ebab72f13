"""What every step uses: organisation, accounts, audit, jobs, notices, files, register.

Every write of the office is an action (:mod:`lungang.platform.actions`).
"""
