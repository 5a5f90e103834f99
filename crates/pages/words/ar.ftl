# كلمات ما يحيط بالأخبار، بالعربية.

skip = انتقل إلى النص
sections = الأقسام
services = الخدمات
home = الرئيسية
breadcrumbs = أنت هنا
directory = الدليل
briefing = أليكسا
latest = الأحدث
feed = خلاصة RSS
by = بقلم
apart = {"، "}
comma = {"، "}
share = شارك
share_heading = شارك هذا المقال
share_address = عنوانه
share_more = طرق أخرى للمشاركة
email = البريد
topics = المواضيع
related = مقالات ذات صلة
updated = حُدّث :
popular = الأكثر قراءة
table = جدول
older = مقالات أقدم
newer = مقالات أحدث
archive = الأرشيف
beside = قبل وبعد
subsections = في هذا القسم
also = يُعرف أيضًا باسم
none_yet = لم يُنشر شيء هنا بعد. ستظهر المقالات الجديدة في هذه الصفحة.
front_empty = ستظهر المقالات الأولى هنا فور نشرها.

titled = { $title }: { $more }

# The number of a page of a long list, counted from the oldest.
page = صفحة { $number }

articles = { $plural ->
    [zero] لا مقالات
    [one] مقال واحد
    [two] مقالان
    [few] { $count } مقالات
    [many] { $count } مقالًا
   *[other] { $count } مقال
}

readers = { $plural ->
    [zero] لا قرّاء بعد
    [one] قارئ واحد
    [two] قارئان
    [few] { $count } قرّاء
    [many] { $count } قارئًا
   *[other] { $count } قارئ
}

## التصويبات

corrections = تصويبات
correction = تصويب
corrections_about = ما أخطأنا فيه وما الصواب. أحدث تصويب أولًا.
corrections_none = لا تصويبات بعد. ستظهر هنا مع تاريخها.
corrections_older = تصويبات أقدم
corrections_newer = تصويبات أحدث

## الدليل

directory_about = المؤسسات التي ترد في الأخبار، وكيف تصل إليها.
directory_empty = لا توجد مؤسسات بعد. ستظهر هنا بأسمائها حين تضيفها الصحيفة.
directory_more = مزيد من المؤسسات
directory_letters = حسب الحرف
directory_kinds = حسب النوع
directory_words = ابحث عن كلمات
directory_find = ابحث
directory_nothing = لا مؤسسة في الدليل فيها هذه الكلمات. جرّب كلمات أقل.
directory_found = { $plural ->
    [zero] لا مؤسسة فيها «{ $words }»
    [one] مؤسسة واحدة فيها «{ $words }»
    [two] مؤسستان فيهما «{ $words }»
    [few] { $count } مؤسسات فيها «{ $words }»
    [many] { $count } مؤسسة فيها «{ $words }»
   *[other] { $count } مؤسسة فيها «{ $words }»
}
directory_first = أول { $count } مؤسسة فيها «{ $words }»
map = الخريطة
written_here = مقالات كتّابها
kinds = النوع
place = المكان
postal_address = العنوان
phone = الهاتف
web = الموقع
opening_hours = أوقات العمل
in_the_news = في الأخبار

## عنوان لا يؤدي إلى صفحة

missing_title = لا توجد صفحة في هذا العنوان
missing_text = ربما كُتب الرابط خطأً، أو لم توجد الصفحة قط. تجد الأقسام وأحدث المقالات أدناه.
gone_title = سُحب هذا المقال
gone_text = كان المقال في هذا العنوان ولم يعد متاحًا. تجد الأقسام وأحدث المقالات أدناه.

## الموجز الصوتي

briefing_heading = الموجز الصوتي
briefing_about = أهم عناوين اليوم، يقرؤها مساعد صوتي أو قارئ خلاصات.
briefing_add = كيف تضيفه
briefing_step_app = في تطبيق Alexa افتح المزيد ثم الإعدادات ثم الأخبار وأضف هذه الصحيفة إن وجدتها.
briefing_step_skill = وإن لم تجدها فأنشئ مهارة موجز خاصة بك في لوحة مطوري Alexa وأعطها هذا العنوان:
briefing_step_rss = والبرامج التي تقرأ RSS تأخذ هذا:
briefing_step_sections = ولكل قسم موجزه الخاص:
briefing_step_feed = وللقراءة بدل الاستماع اشترك في خلاصة الصفحة الأولى:
briefing_say = ثم قل: «Alexa, what’s my flash briefing?»
briefing_now = في الموجز الآن

## البحث

search = بحث
search_words = كلمات البحث
search_help = ابحث عن كلمات في العناوين والنصوص. يمكن تضييق البحث بالقسم والأيام، حتى من دون كلمات.
search_section = القسم
search_all_sections = كل الأقسام
search_from = من
search_to = إلى
search_sort = الترتيب
search_best = الأنسب أولًا
search_newest = الأحدث أولًا
search_topic = الموضوع
search_person = الكاتب
search_without = ابحث من دونه
search_found = المقالات التي وُجدت: { $count }
search_none = لم يُعثر على مقال.
search_none_help = راجع الإملاء أو استعمل كلمات أقل أو غيرها.
search_widen = ابحث في كل الأقسام والأيام
search_respelled = لا مقال فيه «{ $typed }». بُحث بدلًا منه عن: { $meant }
search_loose = لا مقال فيه كل هذه الكلمات. في المقالات أدناه معظمها.
search_unfinished = يُعدّ فهرس الكلمات الآن: قد تنقص مقالات أقدم.
search_out = البحث غير ممكن الآن. حاول بعد دقيقة.
search_long = بُحث عن أول { $n } حرف فقط.
search_day = أُهمل يوم لم يُكتب كأيام التقويم، مثل 2026-11-25.
search_no_section = لا يوجد قسم كهذا.
search_no_topic = لا يوجد موضوع كهذا.
search_no_person = لا يوجد كاتب كهذا.
search_page = لا يُعرض إلا أول { $n } مقال. ضيّق البحث بالقسم أو باليوم.
search_past = صفحات البحث أقل.
search_first = الصفحة الأولى
search_before = الصفحة السابقة
search_after = الصفحة التالية
search_narrow = ضيّق البحث
