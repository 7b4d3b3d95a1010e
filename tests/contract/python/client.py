"""What a data officer writes against the client made from the contract: search, page through, upload, publish."""

import io
import sys
from datetime import datetime
from http import HTTPStatus

from yoruyaku_api_client import AuthenticatedClient, Client
from yoruyaku_api_client.api.find import get_pharmacy_hours, list_pharmacies
from yoruyaku_api_client.api.lists import create_listing, publish_listing
from yoruyaku_api_client.models import Listing, Pharmacies, Problem, PublishRequest
from yoruyaku_api_client.types import UNSET, File

base, token = sys.argv[1:]
everyone = Client(base_url=base)
own = AuthenticatedClient(base_url=base, token=token)

# Search.
found = list_pharmacies.sync(
    client=everyone, near="35.6437,139.6710", radius_m=3000, open_at=datetime.fromisoformat("2026-11-22T19:30:00+09:00")
)
assert isinstance(found, Pharmacies) and found.items, found
assert {str(item.status.state) for item in found.items} <= {"open", "on_call"}

# Page through, and find everyone once.
ids, cursor, pages = set(), UNSET, 0
while cursor is not None:
    page = list_pharmacies.sync(client=everyone, limit=7, cursor=cursor)
    assert isinstance(page, Pharmacies), page
    new = {item.id for item in page.items}
    assert not ids & new, ids & new
    ids |= new
    cursor, pages = page.next_, pages + 1
assert len(ids) == page.counts.matching, (len(ids), page.counts)

# One of them, and its hours.
hours = get_pharmacy_hours.sync(sorted(ids)[0], client=everyone)
assert len(hours.days) == 7, hours

# A fault is typed too.
wrong = list_pharmacies.sync_detailed(client=everyone, near="91,0")
assert wrong.status_code == HTTPStatus.BAD_REQUEST and isinstance(wrong.parsed, Problem), wrong
assert wrong.parsed.code == "invalid_parameter" and wrong.parsed.errors[0].parameter == "near", wrong.parsed

# Upload.
text = "薬局名,所在地,電話番号,開局時間\nみほん薬局（見本）,東京都世田谷区太子堂4-1-1,00-0000-9001,月～金9:00～19:00 土日祝休み\n"
sent = create_listing.sync_detailed(
    client=own, association="setagaya", scope="changes", body=File(payload=io.BytesIO(text.encode()), file_name="list.csv")
)
assert isinstance(sent.parsed, Listing), sent
assert sent.parsed.report.counts.added == 1, sent.parsed.report.counts

# Publish: with the tag of what was looked at, confirming what it asks to be confirmed.
listing = sent.parsed.listing
published = publish_listing.sync_detailed(
    listing.id, client=own, if_match=sent.headers["etag"], body=PublishRequest(confirm=listing.confirm)
)
assert isinstance(published.parsed, Listing) and str(published.parsed.listing.state) == "published", published
now = list_pharmacies.sync(client=everyone, q="みほん薬局")
assert any(item.name == "みほん薬局（見本）" for item in now.items), now

print(f"{len(found.items)} open, {len(ids)} on {pages} pages, 1 published")
