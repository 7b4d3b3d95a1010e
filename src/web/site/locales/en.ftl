# English.

## Frame
site-name = Yoruyaku
site-tagline = Night and holiday pharmacies
site-description = Find a pharmacy that is open at night or on a holiday, by place and time, with telephone numbers, hours and the date they were checked.
title-page = { $title } | Yoruyaku
skip = Skip to content
language = Language
home = Find a pharmacy
print-issued = Printed { $date } { $time }
print-latest = The latest version is at:
footer-about-text = Based on lists published by pharmacist associations. Details can change. Always telephone the pharmacy before you go.
footer-api = Using the data (API)
stale = This page was made at { $time }.
renewed = Updated: as of { $time }.
reload = Show the latest
offline = No connection. This is what was shown at { $time }. Please telephone before you go.
offline-title = No connection
offline-help = This page is not kept on this device. Please open it again where there is a connection. If it is urgent, call one of the numbers below.
offline-kept = Kept on this device
offline-kept-help = As of the date and time in brackets. Always telephone before you go.

## Emergency
emergency = In an emergency
emergency-below = Numbers to call in an emergency (119, #7119 …)
emergency-navii = Search hospitals and pharmacies all over Japan in the government's Medical Information Net (Navii)

## Search
search-title = Find a pharmacy open at night or on a holiday
search-lead = Enter a place to see the pharmacies open now, nearest first.
field-place = Place or pharmacy name
field-place-hint = An address, town, station or postal code also works. For example: 太子堂四丁目, 三軒茶屋駅, 154-0004
field-when = When
when-now = Now
when-tonight = Tonight
when-at = Date and time
when-at-hint = Used only when “Date and time” is chosen.
field-date = Date
field-time = Time
field-until = Until (optional)
field-until-hint = Shows only pharmacies that stay open for the whole time.
field-services = What you need
field-services-hint = Shows only pharmacies that offer everything you choose.
field-radius = How far
radius-m = within { $metres } m
radius-km = within { $kilometres } km
details = More options
details-count = More options ({ $count } chosen)
submit = Search
change = Change place, time or options
locate = Use my location
locate-asking = Finding your location…
locate-denied = Your location could not be used. Please type an address or a station above.
locate-failed = Your location could not be found. Please type an address or a station above.
chosen-point = this point

## Faults
fault-title = Please check what you entered
fault-place-empty = Please enter a place or the name of a pharmacy.
fault-place-long = Please use at most { $limit } characters for the place.
fault-near = That point is not valid. Please search by the name of a place.
fault-date = There is no such date as “{ $text }”. Example: 2026-11-23
fault-date-far = Dates after { $date } cannot be looked up: their holidays are not fixed yet.
fault-time = There is no such time as “{ $text }”. Example: 21:30
fault-time-empty = Please enter a time. Example: 21:30
fault-until = There is no such time as “{ $text }”. Example: 23:00
note-past = This answer is about a time that has passed.
unknown-place = “{ $place }” was not found
unknown-place-help = Try the name of a town or a station, or a postal code (7 digits).
suggestions = Did you mean
towns = Choose from the towns
choices = Several places are called “{ $place }”
choices-help = Choose the one to search around.
place-credit = Position of the place: { $source }
kind-town = town
kind-station = station
kind-postcode = postal code
kind-facility = facility
kind-municipality = municipality
kind-address = address
kind-pharmacy = Pharmacy
in-area = { $area }

## Answer
answer-title = Near { $place }, { $moment }
answer-title-area = { $place }, { $moment }
answer-title-name = “{ $place }”, { $moment }
moment-now = now ({ $time })
moment-at = { $date }, { $time }
moment-span = { $date }, { $time } to { $until }
within-radius = { $radius } of { $place }
within-area = in { $place }
answer-open = { $count ->
    [one] One pharmacy is open { $within }, { $moment }.
   *[other] { $count } pharmacies are open { $within }, { $moment }.
  }
answer-open-expected = { $count ->
    [one] One pharmacy is expected to be open { $within }: { $moment }.
   *[other] { $count } pharmacies are expected to be open { $within }: { $moment }.
  }
answer-nearest = The nearest is { $name } ({ $distance }).
answer-none = No pharmacy is confirmed to be open { $within }: { $moment }.
answer-none-on-call = { $count ->
    [one] One pharmacy answers by telephone. Call first.
   *[other] { $count } pharmacies answer by telephone. Call first.
  }
answer-none-unknown = { $count ->
    [one] One pharmacy can be asked by telephone.
   *[other] { $count } pharmacies can be asked by telephone.
  }
answer-name = { $count ->
    [one] One pharmacy matches “{ $place }”.
   *[other] { $count } pharmacies match “{ $place }”.
  }
answer-phone-first = Always telephone before you go.
also-place = Search around the place “{ $place }” instead
also-name = Search for the name of a pharmacy instead
section-open = Open
section-open-expected = Expected to be open
section-on-call = By telephone
section-on-call-help = Outside opening hours. Telephone first; the pharmacy will tell you whether it can dispense.
section-partial = For part of the time only (telephone about the rest)
section-partial-help = The state shown is that at the start. It does not last to the end, or the lists do not say so. Where a pharmacy opens in between, the time is shown. Telephone first.
answer-uncovered = There is no list for this area yet.
section-unknown = Not known (please ask by telephone)
section-unknown-help = The list does not say anything about this day or hour. It may not be open.
section-closed = Closed
section-next = Opening next
section-farther = Open farther away
section-farther-expected = Expected to be open farther away
section-count = { $count }
show-more = Show more
section-range = { $from }–{ $to } of { $total }
show-next = Show the next
show-previous = Show the previous
wider = Search { $radius }
other-ways = Search differently
ask-at = Search for { $date }, { $time }
without-services = Search without “What you need”
asked-services = What you need: { $services }

## State
state-open = Open
state-open-expected = Should be open
state-on-call = By telephone
state-unknown = Ask by telephone
state-closed = Closed
state-closed-expected = Should be closed
until = until { $time }
until-none = closing time not known
open-all-day = 24 hours
opens-at = opens next: { $time }
opens-at-unsure = opens { $time } (before that, ask by telephone)
opens-from = opens at { $time }
opens-unknown = next opening not known
closing-soon = Closing soon ({ $minutes } min left)
closing-walk = You may not get there in time on foot
at-time = { $time }
at-midnight = midnight
at-next-day = { $time } the next day
at-date = { $date }, { $time }
day-of-month = { $day }
date = { $weekday } { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  }
date-holiday = { date } (holiday)
date-full = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  } { $year }
weekday-mon = Mon
weekday-tue = Tue
weekday-wed = Wed
weekday-thu = Thu
weekday-fri = Fri
weekday-sat = Sat
weekday-sun = Sun
distance-m = about { $metres } m
distance-km = about { $kilometres } km
walk = { $minutes ->
    [one] about a minute's walk
   *[other] about { $minutes } minutes' walk
  }
far = { $distance }, { $walk }
distance-town = (to the middle of its town)
phone-call = Call
phone-call-to = Call { $name }
phone-day = Number for opening hours
phone-night = After-hours number
phone-none = No telephone number is listed
address = Address
address-none = No address is listed
map = Open in a map app
map-of = Open { $name } in a map app
services = Offers
caveat-hours = The list says: “{ $text }”
confirmed = Checked { $date }
confirmed-by = Source: { $source }
more-about = Details
more-about-name = Details of { $name }

## Reasons
reason-crisis-check-in = The pharmacy itself said so during the current disaster.
reason-exception-hours = Special hours for this day.
reason-exception-closed = Closed for this day only.
reason-exception-unstated = This day is different. Please ask for the hours by telephone.
reason-on-duty = On the duty rota.
reason-season-stated = Hours of this season.
reason-season-closed = Closed in this season.
reason-year-end-unstated = The list does not say the hours over New Year.
reason-holiday-stated = Holiday hours.
reason-holiday-closed = Closed on public holidays.
reason-holiday-unstated = The list does not say the hours on public holidays.
reason-nth-weekday = Hours that depend on the week of the month.
reason-weekly = The usual hours of this weekday.
reason-day-unstated = The list does not say the hours of this weekday.
reason-on-call = Answers by telephone outside opening hours.
reason-on-call-conditional = Answers outside opening hours on a condition. Please ask by telephone first.
reason-on-call-unstated = The list does not say whether it responds after hours on such a day.
caution = Many pharmacies close around Obon (mid-August). Please ask by telephone.
reason-last-reception-over = Not closed yet, but no longer taking prescriptions.
reason-no-hours = The hours are not listed or could not be read.
reason-beyond-horizon = Too far ahead: the holidays are not fixed yet.

## Services
service-after_hours = After-hours response
service-duty = Holiday duty rota
service-home_visit = Home visits
service-home_visit_after_hours = Home visits after hours
service-narcotics = Medical narcotics
service-narcotics_injection = Medical narcotics (injection)
service-narcotics_infusion = Medical narcotics (infusion)
service-materials = Medical and sanitary materials
service-controlled_devices = Specially controlled medical devices
service-aseptic = Aseptic preparation
service-tpn = Parenteral nutrition
service-pediatric_home = Children who need medical care
service-class2_designated = Fever and infections (pharmacy with an agreement)
service-covid_drugs = COVID-19 medicines
service-test_kits = Test kits
service-online_guidance = Online guidance on medicines
service-e_prescription = Electronic prescriptions
service-otc = Over-the-counter medicines
service-emergency_contraception = Emergency contraception
service-emergency_contraception_online = Emergency contraception (online consultation)
service-emergency_contraception_otc = Emergency contraception (without prescription)
service-coordination_addon = Disaster and infection readiness (連携強化加算)
service-disaster = Disaster response
service-supply = Sharing and supplying medicines
answer-yes = Yes
answer-no = No
answer-conditional = On a condition: { $condition }
answer-conditional-plain = on a condition
answer-phone-only = Advice by telephone only
service-named-conditional = { $service } ({ $condition })
service-named-phone-only = { $service } (advice by telephone only)

## Notices
notices = Before you go at night or on a holiday
notice-urgent = This is for people who need medicine urgently. If it can wait, go to your usual pharmacy in the daytime.
notice-phone = Telephone first. The medicine may not be in stock, or the pharmacy may have closed unexpectedly.
notice-fee = An out-of-hours fee may be charged at night and on holidays.
notice-prescription = A prescription is valid for 4 days, including the day it was issued.
notice-bring = Bring the prescription, your My Number health insurance card or eligibility certificate, and your medicine notebook (お薬手帳).
notice-home-care = If a pharmacist visits you at home, call your own pharmacy first.

## Pharmacy
pharmacy-now = Now
pharmacy-week = The coming week
pharmacy-week-caption = Opening hours by date
pharmacy-holidays = Coming public holidays and New Year
pharmacy-holidays-caption = Opening hours on public holidays and over New Year
services-item = Item
services-answer = Answer
pharmacy-hours-listed = Hours as listed
pharmacy-hours-none = No hours are listed.
pharmacy-phones = Telephone
pharmacy-ics = Add to a calendar (ICS)
pharmacy-services = Services
pharmacy-services-none = No services are listed.
pharmacy-services-unanswered = An item that is not here has no answer in the list. That does not mean “no”.
pharmacy-place = Where it is
pharmacy-sources = Sources and dates
pharmacy-remarks = Remarks
pharmacy-home-hours = Hours for home visits
pharmacy-fax = Fax
pharmacy-url = Web site
pharmacy-email = E-mail
pharmacy-code = Insurance pharmacy code
pharmacy-member = A member of the association.
pharmacy-non-member = Not a member of the association.
day = Day
day-hours = Hours
day-today = Today
day-closed = Closed
day-unknown = Ask by telephone
day-unknown-rest = At other times, ask by telephone
day-on-call = By telephone
day-range = { $start }–{ $end }
year-end = New Year period
source-listing = { $source }
source-valid = Date of the list: { $date }
source-checked = Checked: { $date }
source-changed = Last changed: { $date }
back-to-search = Find pharmacies nearby
position-town = The position on the map is the middle of the town.
position-municipality = The exact position is not known. Please check the address.

## Area
area-title = Night and holiday pharmacies in { $area }
area-tonight = Tonight, { $date }
area-window-help = Pharmacies open at some time in { $span }. Plans can change. Telephone first.
area-day-help = Pharmacies open at some time on this day. Plans can change. Telephone first.
area-today = Today (day off), { $date }
area-unknown = { $count ->
    [one] One more does not say whether it is open then: see its telephone number
   *[other] { $count } more do not say whether they are open then: see their telephone numbers
}
area-more = Show { $count } more
area-next-holiday = Next day off, { $date }
area-calendar = Duty rota, { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  } { $year }
area-calendar-none = No duty is listed for this month.
area-coverage = How many, hour by hour
area-coverage-help = { $date }. “Open” counts open pharmacies, “telephone” those that answer by telephone.
area-coverage-hour = From
area-coverage-open = Open
area-coverage-on-call = Telephone
area-coverage-unknown = Not known
area-coverage-reach = Within 2 km
area-coverage-reach-border = “Within 2 km” is the share of evenly spaced points of the area that have an open pharmacy within 2 km as the crow flies.
area-coverage-reach-towns = “Within 2 km” is the share of the towns and blocks of the area whose middle has an open pharmacy within 2 km as the crow flies.
area-coverage-gap = No pharmacy is open
area-none = No pharmacy is confirmed to be open in this time.
area-count = { $count ->
    [one] One pharmacy listed
   *[other] { $count } pharmacies listed
  }
area-associations = Associations that publish the lists
area-duty = On duty
area-months = Choose a month
area-previous = Previous month
area-next = Next month
areas-title = Choose an area
areas-none = No list has been published yet.

## Errors
error-404 = Page not found
error-404-help = The address may have changed, or the pharmacy may no longer be on a list.
error-400 = This cannot be looked up
error-400-help = Please choose again and search once more.
error-405 = This cannot be done here
error-405-help = Please start again from the first page.
error-429 = Please wait a little and try again
error-429-help = Too many requests came in a short time. If it is urgent, call a number below.
error-500 = Something went wrong
error-500-help = The fault is ours. Please try again in a while. If it is urgent, call a number below.
error-503 = Getting ready
error-503-help = The lists are being loaded. Please try again in a while. If it is urgent, call a number below.
error-overloaded = Very many people are asking right now
error-overloaded-help = Please wait a few seconds and try again. If it is urgent, call a number below.

## Map
map-title = Map
map-open = Open the map
map-hint = The map’s pictures are loaded from their maker when you open it. Every pharmacy on the map is also in the list above.
map-loading = Loading the map…
map-failed = The map could not be loaded. Please use the list above and “Open in a map app”.
map-unable = This device cannot show this map. Please use the list above and “Open in a map app”.
map-label = Map of the pharmacies. Move it with the arrow keys, choose a pharmacy with Tab.
map-here = Here
map-zoom-in = Zoom in
map-zoom-out = Zoom out
map-pan-up = Move up
map-pan-left = Move left
map-pan-right = Move right
map-pan-down = Move down
map-close = Close
map-cluster = { $count } pharmacies ({ $open } open)

## Corrections
correction-link = Tell what is wrong
correction-title = Tell what is wrong
correction-page = Tell what is wrong about { $name }
correction-help = What you write goes to the association that publishes the list. It asks the pharmacy before anything is changed. If it is urgent, or about your medicine, please call the pharmacy.
correction-topic = What is wrong?
correction-message = How is it wrong?
correction-message-hint = Tell what you know in at most { $limit } characters. Please write nothing about yourself, such as illnesses or medicines.
correction-contact = How to reach you (optional)
correction-contact-hint = The association may answer you.
correction-send = Send to the association
correction-thanks = Thank you. It has arrived
correction-thanks-help = Received at { $time }. What is shown does not change until the association has checked it.
correction-back = Back to the pharmacy’s page
correction-fault-topic = Please choose what is wrong.
correction-fault-empty = Please write how it is wrong.
correction-fault-long = Please use at most { $limit } characters.
correction-fault-again = Please press “Send” once more. What you wrote is still there.
correction-fault-many = Many messages came in a short time. What you wrote is still here. Please press “Send” again in about an hour.
correction-trap = Please leave this empty
correction-topic-hours = Hours
correction-topic-phone = Telephone number
correction-topic-place = Address or place
correction-topic-services = Services
correction-topic-gone = Closed down or moved
correction-topic-other = Something else

## Paper
print = Print
print-preview = Printable view
print-back = Back to the page
print-latest-code = Code that leads to the latest
paper-door = Notice for the door (PDF)
paper-title = Flyer and poster
area-now = See who is open now
paper-flyer = Flyer, A4 (PDF)
paper-poster = Poster, A3 (PDF)
paper-calendar = This month’s rota (PDF)
paper-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  } { $year }

## Joints
verbatim = { $text }
list-and = { $list }, { $next }
services-and-more = { $services } and { $count } more
