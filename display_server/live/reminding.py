"""Sends the messages that are due, beside everything else. Knows neither what they say nor who carries them."""

import logging
from collections.abc import Mapping
from dataclasses import replace

from gevent.pool import Pool

from display_server.domain.reminder import Way
from display_server.messages.messenger import Message, Messenger, NotSent
from display_server.store.hall import Hall
from display_server.store.reminders import Reminders
from display_server.use_cases import reminders as use_cases
from display_server.use_cases.reminders import Due
from display_server.views.messages import message

log = logging.getLogger(__name__)

AT_ONCE = 8
"""A mail server that thinks for seconds keeps few others waiting, and is not flooded."""


class Reminding:
    def __init__(self, reminders: Reminders, messengers: Mapping[Way, Messenger], base_url: str) -> None:
        self._reminders, self._messengers, self._base_url = reminders, messengers, base_url

    def send_due(self, hall: Hall) -> None:
        """Several processes may: each message is claimed before it is sent."""
        with hall.reading() as reading:
            now, plan = reading.now, reading.plan
            needless = use_cases.needless(reading)
            due = [each for each in use_cases.due(reading) if each.reminder.way in self._messengers]
        for reminder in needless:
            self._reminders.give_up(reminder)
        pool = Pool(AT_ONCE)
        for each in due:
            if self._reminders.claim(each.reminder, now):
                pool.spawn(self._send, hall, each, message(plan, each, self._base_url))
        pool.join()

    def _send(self, hall: Hall, due: Due, wanted: Message) -> None:
        try:
            self._messengers[due.reminder.way].send(wanted)
            use_cases.was_sent(hall, due)
        except NotSent as fault:
            log.warning("the %s message of ticket %s in %s: %s", due.reminder.way, due.ticket.id, hall.slug, fault)
            if fault.for_good:
                self._reminders.give_up(replace(due.reminder, tries=due.reminder.tries + 1))
        except Exception:  # the greenlet would die with a stack trace of gevent's own; it is tried again
            log.exception("a message in %s failed; trying again", hall.slug)
