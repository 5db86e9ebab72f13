"""Addresses of the app."""

from django.urls import path

from lungang.campaign.screening.views import asking, listing, opinions, petitions, pool

app_name = "screening"
urlpatterns = [
    path("", listing.results, name="list"),
    path("run/", listing.run, name="run"),
    path("changes/", listing.changed, name="changes"),
    path("download/", listing.download, name="download"),
    path("person/<uuid:pk>/", listing.person, name="person"),
    path("person/<uuid:pk>/petition/", petitions.ask, name="ask"),
    path("petitions/", petitions.waiting, name="petitions"),
    path("petitions/<uuid:pk>/", petitions.petition, name="petition"),
    path("petitions/<uuid:pk>/decide/", petitions.decide, name="decide"),
    path("petitions/<uuid:pk>/withdraw/", petitions.withdraw, name="withdraw"),
    path("opinions/", asking.opinions, name="opinions"),
    path("unit/", opinions.unit, name="unit"),
    path("pool/", pool.pool, name="pool"),
    path("pool/propose/", pool.propose, name="propose"),
    path("pool/<uuid:pk>/confirm/", pool.confirm, name="confirm"),
    path("pool/<uuid:pk>/send-back/", pool.send_back, name="send_back"),
]
