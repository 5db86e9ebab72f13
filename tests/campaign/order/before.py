"""Acts before anybody looks for destinations: principles, the halves of the seed, the readers."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from lungang.campaign.deliberation import actions
from lungang.campaign.deliberation.principles import bound_now
from lungang.campaign.deliberation.queries import decided_principles, readers, seed_values
from lungang.platform.accounts.models import Holding
from tests.campaign.deliberation.room import DAY, OCCASION
from tests.campaign.order.machine import GOOD, SOME, SOMEBODY, Bench, early

TEXTS = ("一、出一进一。", "一、出一进一。\n二、专业相同。")


class Before(Bench):
    """Principles, seed, readers."""

    def propose(
        self, who: str, text: str = TEXTS[0], fresh: bool = True, good: bool | None = None
    ) -> None:
        binding = bound_now(self.campaign).digest if fresh else "0" * 64
        said = (self.campaign, text, OCCASION, DAY)
        self.do(who, actions.propose_principles, *said, binding=binding, good=good)

    def decide(self, who: str, number: int = 0, good: bool = True) -> None:
        row = self.pick(self.campaign.principles.order_by("-number"), number)
        if row is not None:
            digest, seen = (row.digest, self.seen(row)) if good else ("0" * 64, None)
            self.do(who, actions.decide_principles, self.campaign, row.pk, digest, seen=seen)

    def give_seed(self, who: str, value: str) -> None:
        row = decided_principles(self.campaign) or self.campaign.principles.last()
        if row is not None:
            self.do(who, actions.give_seed, self.campaign, row.pk, value)

    def list_reader(self, who: str, whom: str) -> None:
        holding = self.who[whom].holding
        assert isinstance(holding, Holding)
        self.do(who, actions.list_reader, self.campaign, holding.pk)

    def begin(self) -> None:
        """Bring it to where scenarios can be computed: as the offices do it."""
        if decided_principles(self.campaign) is None:
            self.propose("per")
            self.decide("group")
        principles = decided_principles(self.campaign)
        given = {half.office for half in seed_values(principles)} if principles else set()
        for who, value in (("per", "730732"), ("org", "190194")):
            if self.who[who].office not in given:
                self.give_seed(who, value)
        on_list = set(readers(self.campaign).values_list("holding", flat=True))
        for whom in ("per", "per2", "org", "org2", "both", "group"):
            if self.who[whom].holding.pk not in on_list:  # type: ignore[union-attr]
                self.list_reader("group", whom)

    @early
    @rule()
    def everything_before(self) -> None:
        self.begin()

    @early
    @rule(who=SOMEBODY, text=st.sampled_from(TEXTS), fresh=GOOD)
    def principles_are_proposed(self, who: str, text: str, fresh: bool) -> None:
        self.propose(who, text, fresh)

    @early
    @rule(who=st.sampled_from(("group", "group", "group2", "org")), number=SOME, good=GOOD)
    def principles_are_decided(self, who: str, number: int, good: bool) -> None:
        self.decide(who, number // 32, good)

    @early
    @rule(who=st.sampled_from(("group", "per")), number=SOME, good=GOOD, rarely=SOME)
    def principles_are_taken_back(self, who: str, number: int, good: bool, rarely: int) -> None:
        row = self.pick(self.campaign.principles.order_by("-number"), number)
        if row is not None and (rarely > 40 or row.state != "decided"):
            why = "再议" if good else " "
            self.do(who, actions.send_back_principles, self.campaign, row.pk, why)

    @early
    @rule(who=SOMEBODY, value=st.sampled_from(("730732", "１９０１９４", "a1b2c3", "", "七三二")))
    def a_half_of_the_seed_is_given(self, who: str, value: str) -> None:
        self.give_seed(who, value)

    @early
    @rule(who=st.sampled_from(("group", "group", "per")), whom=SOMEBODY)
    def a_reader_is_listed(self, who: str, whom: str) -> None:
        self.list_reader(who, whom)

    @early
    @rule(who=st.sampled_from(("group", "group", "org")), number=SOME)
    def a_reader_is_taken_off(self, who: str, number: int) -> None:
        if number % 4 == 0 and (row := self.pick(readers(self.campaign), number)) is not None:
            self.do(who, actions.remove_reader, self.campaign, row.pk)
