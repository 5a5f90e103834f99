# The words of the furniture in English.

skip = Skip to the text
sections = Sections
services = Services
home = Home
breadcrumbs = You are here
directory = Directory
briefing = Alexa
latest = Latest
feed = RSS feed
by = By
apart = {", "}
comma = {", "}
share = Share
share_heading = Share this article
share_address = Its address
share_more = More ways to share
email = E-mail
topics = Topics
related = Related articles
updated = Updated :
popular = Most popular
table = Table
older = Older articles
newer = Newer articles
archive = Archive
beside = Before and after
subsections = In this section
also = Also known as
none_yet = Nothing has been published here yet. New articles will appear on this page.
front_empty = The first articles will appear here as soon as they are published.

# A title, and what of it this page is.
titled = { $title }: { $more }

# The number of a page of a long list, counted from the oldest.
page = page { $number }

articles = { $plural ->
    [one] { $count } article
   *[other] { $count } articles
}

readers = { $plural ->
    [one] { $count } reader
   *[other] { $count } readers
}

## Corrections

corrections = Corrections
correction = Correction
corrections_about = What we got wrong, and what is right. The newest correction stands first.
corrections_none = Nothing has been corrected yet. Corrections will stand here with the day they were made.
corrections_older = Older corrections
corrections_newer = Newer corrections

## The directory

directory_about = Organisations in the news, with where to find them.
directory_empty = No organisation is listed yet. Those that the paper adds will stand here, by name.
directory_more = More organisations
directory_letters = By letter
directory_kinds = By kind
directory_words = Look up words
directory_find = Find
directory_nothing = No organisation in the directory has these words. Try fewer of them, or only how they begin.
directory_found = { $plural ->
    [one] { $count } organisation with “{ $words }”
   *[other] { $count } organisations with “{ $words }”
}
directory_first = The first { $count } organisations with “{ $words }”
map = Map
written_here = Articles from its writers
kinds = What it is
place = Place
postal_address = Address
phone = Telephone
web = Web
opening_hours = Open
in_the_news = In the news

## Where an address leads nowhere

missing_title = There is no page at this address
missing_text = The link may be mistyped, or the page may never have existed. The sections and the latest articles are below.
gone_title = This article has been withdrawn
gone_text = It stood at this address and is no longer part of the paper. The sections and the latest articles are below.

## The voice briefing

briefing_heading = The voice briefing
briefing_about = The day’s main headlines, read aloud by a voice assistant or by any reader of feeds.
briefing_add = How to add it
briefing_step_app = In the Alexa app, open More, then Settings, then News, and add this paper to your flash briefing if it is listed there.
briefing_step_skill = If it is not listed, make a flash briefing skill of your own in the Alexa developer console and give it this address:
briefing_step_rss = Players that read RSS take this one:
briefing_step_sections = Each section has a briefing of its own:
briefing_step_feed = To read instead of listening, subscribe to the feed of the front page:
briefing_say = Then say: “Alexa, what’s my flash briefing?”
briefing_now = In the briefing now

## Searching

search = Search
search_words = Words to look for
search_help = Look for words in headlines and texts, in any language of the paper. Section and days narrow a search, and do without words too.
search_section = Section
search_all_sections = All sections
search_from = From
search_to = To
search_sort = Order
search_best = Best first
search_newest = Newest first
search_topic = Topic
search_person = Author
search_without = Search without it
search_found = { $plural ->
    [one] { $count } article found
   *[other] { $count } articles found
}
search_none = No article was found.
search_none_help = Look at the spelling, or use fewer or other words.
search_widen = Search all sections and days
search_respelled = No article has “{ $typed }”. Looked for instead: { $meant }
search_loose = No article has all of these words. Those below have most of them.
search_unfinished = The index of words is being made at this moment: older articles may be missing.
search_out = Nothing can be searched at this moment. Try again in a minute; sections and latest articles are there as always.
search_long = Only the first { $n } characters were looked for.
search_day = A day was left out that is not written as one of the calendar, such as 2026-11-25.
search_no_section = The paper has no such section.
search_no_topic = The paper has no such topic.
search_no_person = The paper has no author of that name.
search_page = Only the first { $n } articles of a search are shown. Narrow it by section or by day.
search_past = The search has fewer pages.
search_first = First page
search_before = Page before
search_after = Next page
search_narrow = Narrow the search
