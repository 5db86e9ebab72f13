from __future__ import annotations
import pytest
from lungang.domain.codes import Verdict

def test_smoke(county, client):
    run = county.screen()
    p = run.results.filter(verdict=Verdict.MUST_EXCHANGE).first()
    unit = next(n for n, u in county.units.items() if u.pk == p.unit_id)
    for who in (county.group, county.personnel, county.organisation, county.officer(unit)):
        client.force_login(who.user)
        for url in ("/screening/", f"/screening/?person={p.pk}", f"/screening/person/{p.pk}/", f"/screening/person/{p.pk}/petition/", "/screening/petitions/", "/screening/opinions/", "/screening/unit/", "/screening/pool/", "/screening/changes/"):
            r = client.get(url)
            print(who.title, url, r.status_code)
    assert 0
