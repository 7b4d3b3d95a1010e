
# Lists that other sites take in, and the page where they are put together.

## The list
embed-made = List of { $date }, { $time }.
embed-source = Source: { $source } (shown by Yoruyaku)
embed-open = Open in a new page
embed-hold = Stop renewing by itself
embed-held = This list does not renew itself.
embed-renew = Renew by itself
embed-more = { $count ->
    [one] See one more
   *[other] See { $count } more
}
embed-soon = Closes soon
embed-nothing = No pharmacy on the lists matches this.
embed-related = Related maps
embed-beside = On other sites
embed-confirmed = { $confirmed } · { $source }
embed-services = Offers: { $services }
embed-offline = No connection. This is the list of { $date }, { $time }. Be sure to telephone before you go.
embed-unsure = This may have changed since the list was made.
embed-unknown = There is no list of “{ $name }” here.
embed-fault = This list can't be shown: its address is not right.
embed-failed = The list can't be shown just now. It will be tried again shortly.
embed-emergency = Numbers to call in an emergency: { $numbers }
embed-and = { $first } { $next }
embed-feed-moment = As of { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
  }, { $time }:
embed-search = Find a pharmacy open at night or on a holiday
embed-map = Show on a map
embed-map-close = Close the map

## The page to put it together
embed-title = Put the list on your website
embed-lead = Show the pharmacies open tonight on the website of a ward or a clinic. Paste it once; it keeps itself current. No sign-up, no cost.
embed-form-what = What to show
embed-form-look = How it looks
embed-form-area = Area
embed-form-association = List of the association
embed-form-all = All
embed-form-place = Place (optional)
embed-form-place-hint = With the name of a station or a town, only pharmacies near it are listed, nearest first.
embed-form-place-unknown = “{ $place }” was not found.
embed-form-when-tonight = Tonight (before 8 p.m.: what is planned for tonight)
embed-form-language = Language of the list
embed-form-view = Detail
embed-form-view-full = Full (with address, services and when it was checked)
embed-form-view-compact = Compact (state, name and telephone)
embed-form-limit = Number of pharmacies (1–50)
embed-form-theme = Light or dark
embed-form-theme-auto = As the reader's device is set
embed-form-theme-light = Light
embed-form-theme-dark = Dark
embed-form-size = Size of letters
embed-form-colours = Choose colours
embed-form-text = Letters
embed-form-background = Background
embed-form-accent = Links and buttons
embed-form-colours-hint = Colours that can't be read on the background are corrected (WCAG 4.5:1).
embed-form-map = With a button “Show on a map” (element only; the map opens in its place)
embed-form-submit = Make it
embed-corrected-text = Letters of { $asked } can't be read on this background ({ $ratio }:1); they were corrected to { $shown }.
embed-corrected-accent = Links and buttons of { $asked } can't be read on this background ({ $ratio }:1); they were corrected to { $shown }.
embed-preview = Preview
embed-preview-help = This is the real list with what is true now, as you chose it.
embed-ways = What to paste
embed-ways-help = There are four ways. Where your system allows no scripts, take 1 or 4.
embed-copy = Copy
embed-copied = Copied
embed-way-frame = 1. A frame, no script
embed-way-frame-help = Works in every system. Its height is fixed; a long list scrolls inside. It renews itself every minute.
embed-way-fit = 2. A frame that fits
embed-way-fit-help = A small script gives the frame the height of its list. Where the script does not run, it is the same as 1.
embed-way-element = 3. An element
embed-way-element-help = Takes on the letters of your page. Without a network it keeps the last list, marked with its time. It renews itself at the moment a state changes.
embed-way-server = 4. Taken in by your system
embed-way-server-help = Addresses for systems that embed by an address alone (oEmbed), or that read HTML or feeds on their own side.
embed-server-oembed = Address to paste (oEmbed)
embed-server-endpoint = Where oEmbed asks
embed-server-fragment = Piece of HTML
embed-server-data = Data of the list ({ $format })
embed-policy = What the Content-Security-Policy of your page needs:
embed-sri = Hashes of the scripts (SRI)
embed-sri-help = What a version (v1, v2, v3) holds never changes. When a new one comes, the old one works for at least 24 months.
embed-paper = On paper
embed-qr = QR code of the list of { $area }
embed-qr-help = It always opens the latest list.
embed-flyer = A4 flyer (PDF)
embed-area-page = Page of { $area }
embed-terms = When you use it
embed-term-free = Anyone may use it, without asking.
embed-term-lines = Don't hide the line that asks to telephone, the time of the list, or its source.
embed-term-truth = Don't show a state (open, on call, please telephone) as another.
embed-term-privacy = The list sets no cookie, records and tracks nobody, and connects to no other company.
embed-attribution = How to name the source
embed-attribution-text = { $source } { $url }
embed-statement = Accessibility statement (template)
embed-statement-help = Ready for the accessibility page of your website.
embed-statement-text = The list “{ $title }” is provided by Yoruyaku ({ $url }). It is made to WCAG 2.2 level AA: it works by keyboard and with a screen reader, and can be enlarged to 200 %. States are told in words and shapes, not by colour alone. Contrast is 4.5:1 or more. The frame without a script loads anew about every minute, so that its time stays right; “Stop renewing by itself” at its beginning ends that (WCAG 2.2.1). If something is hard to read, “Open in a new page” shows the same on a page of its own.
