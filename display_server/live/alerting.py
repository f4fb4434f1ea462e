"""Sends a hall's alerts to whom its file names, once as each begins and once as it ends, beside everything else."""

import logging

from display_server.domain.events import AlertBegun
from display_server.domain.hall_plan import HallPlan
from display_server.messages.alert_webhook import post_alert
from display_server.messages.messenger import Message, Messenger, NotSent, mail
from display_server.store.alert_deliveries import AlertDeliveries, AlertDelivery
from display_server.store.hall import Hall
from display_server.store.queries.alerts import FRESH, ToldAlert
from display_server.views.alerts import said
from display_server.words import N_, say

log = logging.getLogger(__name__)

BEGUN = N_("%(hall)s: %(alert)s")
ENDED = N_("%(hall)s: over. %(alert)s")
AT = N_("%(time)s. The hall at this moment:")


class Alerting:
    """`mail`: who carries letters; None where the server has nobody. `secret` signs what is posted."""

    def __init__(
        self,
        deliveries: AlertDeliveries,
        mail: Messenger | None,
        base_url: str,
        secret: str | None = None,
    ) -> None:
        self._deliveries, self._mail, self._base_url = deliveries, mail, base_url
        self._secret = secret

    def send_due(self, hall: Hall) -> None:
        """Several processes may: each delivery is claimed before it is made. What failed is tried again for hours."""
        with hall.reading() as reading:
            now, plan = reading.now, reading.plan
            targets = plan.alerts.targets
            told = reading.alerts.told() if targets else ()
        for each in told:
            if not plan.alerts.sends_out(each.alert.kind):
                continue
            for to in targets:
                delivery = AlertDelivery(hall.slug, each.seq, each.nth, to, each.event.at)
                if self._deliveries.claim(delivery, now, may_begin=now - each.event.at < FRESH):
                    self._send(hall, plan, each, delivery)

    def _send(self, hall: Hall, plan: HallPlan, told: ToldAlert, delivery: AlertDelivery) -> None:
        try:
            if delivery.to == plan.alerts.webhook:
                post_alert(delivery.to, self._as_json(plan, told), _key(plan, told), self._secret)
            else:
                mail(self._mail, self._letter(plan, told, delivery.to))
        except NotSent as fault:
            log.warning("an alert of %s: %s", hall.slug, fault)
            self._deliveries.failed(delivery, str(fault))
        else:
            with hall.reading() as reading:
                self._deliveries.was_sent(delivery, reading.now)

    def _letter(self, plan: HallPlan, told: ToldAlert, to: str) -> Message:
        language = plan.languages[0]
        name = plan.name.get(language) or next(iter(plan.name.values()))
        has_begun = isinstance(told.event, AlertBegun)
        subject = say(language, BEGUN if has_begun else ENDED, hall=name, alert=said(told.alert, language, plan))
        return Message(
            to=to,
            subject=subject,
            text=f"{subject}\n\n{say(language, AT, time=f'{plan.local(told.event.at):%H:%M, %d/%m/%Y}')}",
            url=f"{self._base_url}/manager/{plan.slug}?lang={language}",
            key=f"{_key(plan, told)}-{plan.alerts.targets.index(to) + 1}",
        )

    def _as_json(self, plan: HallPlan, told: ToldAlert) -> dict[str, object]:
        return {
            "hall": plan.slug,
            "state": "begun" if isinstance(told.event, AlertBegun) else "ended",
            "kind": told.alert.kind.value,
            "place": told.alert.place,
            "grave": told.alert.is_grave,
            "at": told.event.at.isoformat(),
            "words": {language: said(told.alert, language, plan) for language in plan.languages},
            "url": f"{self._base_url}/manager/{plan.slug}",
            "key": _key(plan, told),
        }


def _key(plan: HallPlan, told: ToldAlert) -> str:
    """The same for every try."""
    return f"motcua-{plan.slug}-alert-{told.seq}-{told.nth}"
