"""The feeds as others' tools read them: strict parsers and client libraries of another language, on the built binary.

YORUYAKU_TEST_BINARY names it; requirements.txt has the libraries. Run: python -m unittest discover -s tests/feeds -p '*_test.py'
"""

import csv
import datetime
import io
import json
import os
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

import feedparser
import icalendar
import pyogrio
import rdflib
from icalevents import icalevents
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

BINARY = os.path.abspath(os.environ.get("YORUYAKU_TEST_BINARY", "target/debug/yoruyaku"))
JST = datetime.timezone(datetime.timedelta(hours=9))

# The columns of 自治体標準オープンデータセット 医療機関一覧, in their order.
MUNICIPAL = (
    "都道府県コード又は市区町村コード NO 都道府県名 市区町村名 名称 名称_カナ 医療機関の種類 住所 方書 緯度 経度 電話番号 内線番号 FAX番号 "
    "法人番号 法人の名称 医療機関コード 診療曜日 診療開始時間 診療終了時間 診療日時特記事項 時間外における対応 診療科目 病床数 URL 備考"
).split()


class Server:
    """The demonstration, on a database of its own."""

    def __init__(self, **settings):
        self.folder = tempfile.TemporaryDirectory()
        self.env = {
            **os.environ,
            "YORUYAKU_LISTEN": "127.0.0.1:0",
            "YORUYAKU_DATABASE_URL": f"sqlite://{self.folder.name}/feeds.db",
            "YORUYAKU_LOG": "warn",
            "YORUYAKU_UNSAFE_WEBHOOKS_TO_LOOPBACK": "true",
            **settings,
        }
        self.process = subprocess.Popen(
            [BINARY, "serve", "--demo"], env=self.env, cwd=self.folder.name, stdout=subprocess.PIPE, text=True
        )
        lines = [self.process.stdout.readline() for _ in range(3)]
        self.home = lines[0].split()[-1].rstrip("/")

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()
        self.folder.cleanup()

    def command(self, *arguments):
        run = subprocess.run([BINARY, *arguments], env=self.env, cwd=self.folder.name, capture_output=True, text=True, check=True)
        return run.stdout.strip()

    def ask(self, path, method="GET", token=None, body=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if body is not None:
            headers.setdefault("Content-Type", "application/json")
            body = body if isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(self.home + path, method=method, data=body, headers=headers)
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.headers, refused.read()

    def get(self, path, **headers):
        status, _, body = self.ask(path, **headers)
        assert status == 200, (path, status, body[:500])
        return body

    def json(self, path):
        return json.loads(self.get(path))


class Feeds(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(YORUYAKU_DATA_LICENSE="https://creativecommons.org/licenses/by/4.0/")

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def calendar(self, path, **headers):
        """The calendar, read strictly: the library raises on what RFC 5545 does not allow, and tells what it mended."""
        calendar = icalendar.Calendar.from_ical(self.server.get(path, **headers))
        self.assertEqual(calendar["VERSION"], "2.0")
        self.assertEqual(calendar.errors, [])
        zones = [zone["TZID"] for zone in calendar.walk("VTIMEZONE")]
        self.assertEqual(zones, ["Asia/Tokyo"])
        for event in calendar.walk("VEVENT"):
            self.assertEqual(event.errors, [])
            for required in ("UID", "DTSTAMP", "DTSTART", "SEQUENCE"):
                self.assertIn(required, event)
        return calendar

    def test_calendars_are_strictly_right(self):
        for path in ("/v1/associations/setagaya.ics", "/v1/associations/tamagawa-kinuta.ics", "/v1/areas/13112.ics"):
            events = self.calendar(path).walk("VEVENT")
            self.assertGreater(len(events), 10, path)
            uids = [str(event["UID"]) for event in events]
            self.assertEqual(len(uids), len(set(uids)), path)
        whole = self.calendar("/v1/areas/13112.ics")
        told = {
            (str(event["UID"]).split("-", 2)[-1].removesuffix("@yoruyaku"), event.decoded("DTSTART"), event.decoded("DTEND"))
            for event in whole.walk("VEVENT")
            if str(event["UID"]).startswith("duty-")
        }
        # The same shifts as in JSON, instant by instant.
        said = set()
        for line in self.server.get("/v1/pharmacies.ndjson?limit=100&state=open,on_call,closed,unknown").decode().splitlines():
            pharmacy = json.loads(line)
            for shift in pharmacy["duties"]:
                start, end = (datetime.datetime.fromisoformat(shift[key]) for key in ("start", "end"))
                said.add((start, end))
        self.assertGreater(len(said), 5)
        self.assertEqual({(start.astimezone(JST), end.astimezone(JST)) for _, start, end in told}, said)

    def test_a_calendar_is_the_same_by_accept_and_as_it_was(self):
        for path in ("/v1/associations/setagaya", "/v1/areas/13112"):
            now = self.calendar(f"{path}.ics").to_ical()
            self.assertEqual(self.calendar(path, Accept="text/calendar").to_ical(), now, path)
            first = self.calendar(f"{path}.ics?as_of=1")
            self.assertEqual({event["SEQUENCE"] for event in first.walk("VEVENT")}, {1}, path)

    def test_a_client_subscribes(self):
        """A calendar client takes the address and tells the coming month's entries."""
        start = datetime.datetime.now(JST)
        coming = icalevents.events(
            url=f"{self.server.home}/v1/areas/13112.ics", start=start, end=start + datetime.timedelta(days=30), strict=True
        )
        self.assertGreater(len(coming), 5)
        for event in coming:
            self.assertTrue(event.summary.startswith(("当番：", "臨時", "時間変更", "祝日・年末年始の")), event.summary)
            if not event.all_day:
                self.assertEqual(event.start.utcoffset(), datetime.timedelta(hours=9))

    def test_a_changed_entry_keeps_its_uid_and_grows_its_sequence(self):
        token = self.server.command("token", "create", "--name", "ics", "--authority", "editor:setagaya")
        listed = self.server.json("/v1/pharmacies?association=setagaya&limit=1&state=open,on_call,closed,unknown")
        pharmacy = listed["items"][0]["id"]
        day = (datetime.datetime.now(JST) + datetime.timedelta(days=40)).date().isoformat()
        path, uid, seen = f"/v1/pharmacies/{pharmacy}", f"exception-{day.replace('-', '')}-0-{pharmacy}@yoruyaku", []
        for hours in ("休業", "10:00～翌2:00"):
            status, _, body = self.server.ask(f"{path}/exceptions", "POST", token, {"date": day, "hours": hours})
            self.assertEqual(status, 201, body)
            (event,) = [e for e in self.calendar(f"{path}.ics").walk("VEVENT") if e["UID"] == uid]
            seen.append(event)
        self.assertEqual(seen[0].decoded("DTSTART").isoformat(), day)
        self.assertEqual(seen[1].decoded("DTSTART").astimezone(JST).isoformat(), f"{day}T10:00:00+09:00")
        self.assertEqual(seen[1].decoded("DTEND") - seen[1].decoded("DTSTART"), datetime.timedelta(hours=16))
        self.assertGreater(seen[1]["SEQUENCE"], seen[0]["SEQUENCE"])

    def test_points_have_their_types_in_a_geographic_information_system(self):
        body = self.server.get("/v1/pharmacies.geojson?limit=100&near=35.6437,139.6710&state=open,on_call,closed,unknown")
        meta, _, geometry, fields = pyogrio.raw.read(io.BytesIO(body))
        self.assertEqual((meta["geometry_type"], meta["crs"]), ("Point", "EPSG:4326"))
        types = dict(zip(meta["fields"], meta["dtypes"]))
        self.assertIn(types["distance_m"], ("int32", "int64", "float64"))
        self.assertEqual(types["call_first"], "bool")
        self.assertTrue(str(types["until"]).startswith("datetime64"), types["until"])
        self.assertEqual(types["name"], "object")
        self.assertGreater(len(geometry), 20)

    def bulk(self, file):
        """The newest file, once it is prepared."""
        for _ in range(600):
            status, _, body = self.server.ask(f"/v1/bulk/latest/{file}")
            if status == 200:
                return body
            time.sleep(0.1)
        self.fail(f"{file} is not prepared")

    def test_the_file_of_points_has_what_holds_for_long(self):
        body = self.bulk("pharmacies.geojson")
        meta, _, geometry, fields = pyogrio.raw.read(io.BytesIO(body))
        self.assertEqual((meta["geometry_type"], meta["crs"]), ("Point", "EPSG:4326"))
        self.assertGreater(len(geometry), 50)
        contract = self.server.json("/openapi.json")["components"]["schemas"]["GeoJsonFile"]["properties"]
        declared = contract["features"]["items"]["properties"]["properties"]["required"]
        for feature in json.loads(body)["features"]:
            self.assertEqual(sorted(feature["properties"]), sorted(declared))

    def test_the_dataset_is_a_record_of_dcat(self):
        graph = rdflib.Graph().parse(data=self.server.get("/v1/dataset", Accept="application/ld+json"), format="json-ld")
        dcat, dct = rdflib.Namespace("http://www.w3.org/ns/dcat#"), rdflib.Namespace("http://purl.org/dc/terms/")
        (dataset,) = graph.subjects(rdflib.RDF.type, dcat.Dataset)
        for term in (dct.title, dct.description, dct.publisher, dct.accrualPeriodicity, dct.license, dct.spatial, dcat.theme, dcat.contactPoint):
            self.assertIsNotNone(graph.value(dataset, term), term)
        distributions = list(graph.objects(dataset, dcat.distribution))
        self.assertGreater(len(distributions), 7)
        for distribution in distributions:
            for term in (dcat.accessURL, dcat.mediaType, dct.license, dct.title):
                self.assertIsNotNone(graph.value(distribution, term), (distribution, term))
        files = [str(url) for one in distributions for url in graph.objects(one, dcat.downloadURL)]
        self.bulk("pharmacies.ndjson")
        for url in files:
            self.assertEqual(self.server.ask(url[url.index("/v1/"):])[0], 200, url)

    def test_linked_data_is_schema_org(self):
        body = self.server.json("/v1/pharmacies.jsonld?limit=5&state=open,on_call,closed,unknown")
        self.assertEqual(body["@context"], "https://schema.org")
        for node in body["@graph"]:
            self.assertEqual(node["@type"], "Pharmacy")
            for hours in node.get("openingHoursSpecification", []):
                self.assertRegex(hours["opens"], r"^\d\d:\d\d$")

    def test_changes_are_an_atom_feed(self):
        feed = feedparser.parse(self.server.get("/v1/changes.atom?limit=50"))
        self.assertFalse(feed.bozo, feed.get("bozo_exception"))
        self.assertEqual(feed.version, "atom10")
        self.assertGreater(len(feed.entries), 0)
        ids = [entry.id for entry in feed.entries]
        self.assertEqual(len(ids), len(set(ids)))

    def test_the_municipal_layout_reads_as_csv(self):
        text = self.server.get("/v1/pharmacies.csv?layout=municipal&limit=100&state=open,on_call,closed,unknown").decode("utf-8-sig")
        reader = csv.DictReader(io.StringIO(text))
        rows = list(reader)
        self.assertEqual(reader.fieldnames, MUNICIPAL)
        self.assertGreater(len(rows), 50)
        self.assertTrue(all(row["都道府県コード又は市区町村コード"] == "131121" for row in rows))
        # The bulk file has the same columns, and everybody.
        bulk = csv.DictReader(io.StringIO(self.bulk("pharmacies-municipal.csv").decode("utf-8-sig")))
        self.assertEqual(sorted(row["名称"] for row in bulk), sorted(row["名称"] for row in rows))
        self.assertEqual(bulk.fieldnames, MUNICIPAL)


class Receiver(BaseHTTPRequestHandler):
    """Keeps what it is sent."""

    seen = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.seen.append((dict(self.headers.items()), body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


class Webhooks(unittest.TestCase):
    def test_signatures_hold_for_the_reference_library(self):
        server, receiver = Server(), HTTPServer(("127.0.0.1", 0), Receiver)
        threading.Thread(target=receiver.serve_forever, daemon=True).start()
        self.addCleanup(server.stop)
        self.addCleanup(receiver.server_close)
        self.addCleanup(receiver.shutdown)
        token = server.command("token", "create", "--name", "hook", "--authority", "operator")
        url = f"http://127.0.0.1:{receiver.server_port}/hook"
        status, _, body = server.ask("/v1/webhooks", "POST", token, {"url": url})
        self.assertEqual(status, 201, body)
        made = json.loads(body)
        first = self.told(server, token)
        Webhook(made["secret"]).verify(first[1], self.lower(first[0]))
        with self.assertRaises(WebhookVerificationError):
            Webhook(made["secret"]).verify(first[1] + b" ", self.lower(first[0]))
        status, _, body = server.ask(f"/v1/webhooks/{made['id']}/secrets", "POST", token, {})
        self.assertEqual(status, 201, body)
        second = self.told(server, token)
        # While the keys change, a receiver that knows either is content.
        for secret in (made["secret"], json.loads(body)["secret"]):
            told = Webhook(secret).verify(second[1], self.lower(second[0]))
            self.assertEqual(told["type"], "directory.changed")

    def told(self, server, token):
        """What is sent when something changes."""
        before = len(Receiver.seen)
        pharmacy = server.json("/v1/pharmacies?limit=1&state=open,on_call,closed,unknown")["items"][0]["id"]
        day = (datetime.datetime.now(JST) + datetime.timedelta(days=50 + before)).date().isoformat()
        status, _, body = server.ask(f"/v1/pharmacies/{pharmacy}/exceptions", "POST", token, {"date": day, "hours": "休業"})
        self.assertEqual(status, 201, body)
        for _ in range(100):
            if len(Receiver.seen) > before:
                return Receiver.seen[before]
            time.sleep(0.1)
        self.fail("nothing was sent")

    @staticmethod
    def lower(headers):
        return {name.lower(): value for name, value in headers.items()}


if __name__ == "__main__":
    unittest.main()
