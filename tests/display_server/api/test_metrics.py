"""What Prometheus scrapes is what managers see, and the dashboard asks for nothing else."""

import json
import re
from dataclasses import replace
from pathlib import Path

from flask import Flask
from prometheus_client.parser import text_string_to_metric_families

from display_server.access.principals import Role
from display_server.live.push import PUSH_SECONDS, VIEWS_SENT
from display_server.use_cases import counter
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from display_server.web.services import Services
from tests.display_server.api.test_kiosks import HEALTH
from tests.display_server.api.test_refusals import signed_in
from tests.halls import MovedClock, a_hall_plan, do

DASHBOARD = Path(__file__).parents[3] / "docs" / "grafana" / "halls.json"
SELECTOR = re.compile(r"(motcua_\w+)(?:\{([^}]*)\})?")
LABEL = re.compile(r"(\w+)\s*(?:=~|!=|=|!~)")
GROUPED = re.compile(r"by \(([^)]*)\)")

Scraped = dict[str, dict[frozenset[tuple[str, str]], float]]


def scraped(app: Flask) -> Scraped:
    text = app.test_client().get("/metrics").get_data(as_text=True)
    found: Scraped = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            found.setdefault(sample.name, {})[frozenset(sample.labels.items())] = sample.value
    return found


def of(found: Scraped, name: str, **labels: str) -> float:
    return found[name][frozenset({"hall": "hall", **labels}.items())]


def test_they_tell_what_goes_on_in_each_hall(app: Flask, house: Services, clock: MovedClock) -> None:
    hall = house.halls["hall"]
    do(hall, counter.open_counter, 1, "Lan")
    for _ in range(3):
        do(hall, issue_ticket, TicketRequest("land"))
    clock.advance(minutes=4)
    do(hall, counter.call_next, 1)

    found = scraped(app)

    assert (of(found, "motcua_waiting", service="land"), of(found, "motcua_tickets", state="called")) == (2, 1)
    assert of(found, "motcua_tickets_today", came_to="issued") == 3
    assert (of(found, "motcua_longest_wait_seconds"), of(found, "motcua_calls_last_hour")) == (240, 1)
    assert of(found, "motcua_counters", state="closed") == 2


def test_a_manager_of_one_hall_is_told_of_no_other(app: Flask, house: Services) -> None:
    house.halls.load(replace(a_hall_plan(), slug="other"), actor="test")
    elsewhere = {"REMOTE_ADDR": "192.0.2.66"}

    everything = app.test_client().get("/metrics").get_data(as_text=True)
    of_one = signed_in(app, Role.MANAGER, "hall").get("/metrics", environ_base=elsewhere).get_data(as_text=True)

    assert ('hall="other"' in everything, 'motcua_open{hall="hall"}' in of_one) == (True, True)
    assert 'hall="other"' not in of_one


def test_the_dashboard_asks_for_what_there_is(app: Flask) -> None:
    signed_in(app, Role.KIOSK, "hall").post("/api/v1/halls/hall/kiosks/health", json={**HEALTH, "tickets_left": 200})
    PUSH_SECONDS.labels("hall").observe(0.01)
    VIEWS_SENT.labels("hall").inc()
    found = scraped(app)
    panels = json.loads(DASHBOARD.read_text())["panels"]

    asked = [target["expr"] for panel in panels for target in panel["targets"]]

    assert len(asked) > 10
    unknown = []
    for expression in asked:
        grouped = {label.strip() for group in GROUPED.findall(expression) for label in group.split(",")}
        for name, selector in SELECTOR.findall(expression):
            if name == "motcua_announcements":  # of halls that speak, while something is to be said
                continue
            labels = {label for sample in found.get(name, {}) for label, _ in sample}
            if not labels or not {*LABEL.findall(selector), *grouped} <= labels:
                unknown.append((expression, name, labels))
    assert unknown == []
