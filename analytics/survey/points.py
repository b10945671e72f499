"""The visits of a campaign as points (KML, GeoJSON) and as a calendar (iCalendar)."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from analytics.survey.trips import Call, Trip
from analytics.wording.language import Language
from geodata.clock import now
from geodata.settings import time_zone


def calendar(trips: Iterable[Trip], name: str, minutes: int) -> bytes:
    """Return one event a visit that has a time; those on the list of a day stand in the event of the whole day."""
    from icalendar import Calendar, Event  # noqa: PLC0415 - only where a calendar is made

    zone = ZoneInfo(time_zone())
    made = Calendar()
    made.add("prodid", "-//khuyen-cong//survey//VI")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    for trip in trips:
        for call in trip.calls:
            event = Event()
            event.add("uid", f"{call.visit.visit_id}@khuyen-cong")
            event.add("dtstamp", now())
            event.add("summary", f"{trip.team}: {call.name}")
            event.add("location", call.place)
            event.add("description", call.visit.proposal)
            if call.arrives:
                begins = datetime.fromisoformat(f"{trip.day}T{call.arrives}").replace(tzinfo=zone)
                event.add("dtstart", begins)
                event.add("dtend", begins + timedelta(minutes=minutes))
            else:
                event.add("dtstart", trip.day)
            made.add_component(event)
    return bytes(made.to_ical())


def kml(trips: Iterable[Trip], name: str, language: Language) -> bytes:
    """Return the visits that can be drawn, in a folder a day of a team; each says how good its place is."""
    import simplekml  # noqa: PLC0415 - only where points are made

    made = simplekml.Kml(name=name)
    for trip in trips:
        folder = made.newfolder(name=f"{language.partial_date(trip.day.isoformat())} {trip.team}")
        for place, call in enumerate(trip.calls, 1):
            if call.lon is not None and call.lat is not None:
                folder.newpoint(name=f"{place}. {call.name}", description=_about(call), coords=[(call.lon, call.lat)])
    return str(made.kml()).encode()


def visits_geojson(trips: Iterable[Trip]) -> bytes:
    """Return the visits as features; what cannot be drawn has no geometry."""
    features = [
        {
            "type": "Feature",
            "geometry": None
            if call.lon is None
            else {"type": "Point", "coordinates": [round(call.lon, 6), round(call.lat or 0, 6)]},
            "properties": {
                "visit_id": call.visit.visit_id,
                "facility": call.name,
                "proposal": call.visit.proposal,
                "place": call.place,
                "location_quality": call.visit.row["location_quality"],
                "team": trip.team,
                "day": trip.day.isoformat(),
                "arrives": call.arrives,
                "order": place,
                "state": call.visit.state.value,
            },
        }
        for trip in trips
        for place, call in enumerate(trip.calls, 1)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()


def _about(call: Call) -> str:
    return "\n".join(one for one in (call.arrives, call.place, call.quality, call.visit.proposal) if one)
