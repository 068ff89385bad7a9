# طلبات المساعدة والعروض والتعهدات وما آلت إليه.

nav-requests = الطلبات

# ما يراه الجميع هنا من الطلب.

ledger-body = الهيئة الانتخابية
ledger-practice = الممارسة
ledger-answer = الإجابة
ledger-answered-on = تاريخ التسليم
ledger-helper = مقدّم العرض
ledger-help = نوع المساعدة
ledger-who-delivers = الجهة المنفّذة
ledger-cost = التكلفة التقريبية
ledger-cost-none = غير مذكورة
ledger-cost-small = أقل من 10,000 دولار أمريكي
ledger-cost-middle = من 10,000 إلى 49,999 دولارًا أمريكيًا
ledger-cost-large = من 50,000 إلى 199,999 دولارًا أمريكيًا
ledger-cost-very-large = 200,000 دولار أمريكي فأكثر
ledger-words = بكلماتهم
ledger-delivered-on = تاريخ التنفيذ
ledger-missing-is = ما ذكرت الهيئة أنه ناقص
ledger-last-day = آخر يوم: { $date }
ledger-wanted = نوع المساعدة المرغوب
ledger-wanted-any = أي نوع ينفع

ledger-stage-waiting = بانتظار شخص ثانٍ
ledger-stage-stuck = لا يمكن تأكيده: لم يعد يحق لمن اقترحه أن يقترح
ledger-stage-refused = رفضه شخص ثانٍ ولم يُرسل
ledger-stage-open = مفتوح
ledger-stage-over = انقضى آخر يوم
ledger-stage-withdrawn = سُحب
ledger-offer-made = عرض بانتظار الرد
ledger-offer-taken-back = عرض سُحب
ledger-offer-declined = عرض مرفوض
ledger-offer-accepted = عرض مقبول: تعهّد
ledger-offer-delivered = أُبلغ عن تنفيذه ولم يُؤكَّد بعد
ledger-offer-missing = ينقص شيء
ledger-offer-confirmed = نُفّذ وتأكد
ledger-offer-closed = مغلق

# سلسلة ثغرة واحدة.

ledger-chain-title = من الثغرة إلى ما آلت إليه
ledger-chain-practice = الممارسة
ledger-chain-lessons = دروس تعلّمها
ledger-chain-no-lessons = لا يوجد درس متاح يعلّمها.
ledger-chain-helps = أنواع المساعدة الأنفع لها
ledger-chain-no-helps = لا يذكرها أي نوع من المساعدة في الفهرس.
ledger-chain-request = الطلب
ledger-chain-pledge = التعهّد
ledger-chain-delivery = التنفيذ
ledger-chain-after = الإجابة قبل ذلك وبعده
ledger-chain-none = ليس بعد.
ledger-before = قبل ذلك، في التسليم بتاريخ { $date }: { $answer }.
ledger-after-gap = بعد ذلك، في التسليم بتاريخ { $date }: { $answer }. وما زالت ثغرة.
ledger-after-none = بعد ذلك، في التسليم بتاريخ { $date }: لم تعد ثغرة. فهي مطبّقة أو لا تنطبق أو فوق المستوى المستهدف.
ledger-after-not-asked = بعد ذلك، في التسليم بتاريخ { $date }: لم يُسأل عن هذه الممارسة.
ledger-no-cause = الإجابتان بحسب النسخة نفسها من نموذج النضج. ولا يُدّعى شيء عن سبب الفرق بينهما.

# صفحات الهيئة.

ledger-ask = طلب المساعدة
ledger-own-title = المساعدة التي تطلبونها
ledger-own-text = يستطيع مكتبكم الانتخابي أن يطلب من المانحين والشركاء المساعدة في ثغرة واحدة كل مرة. ويحتاج كل طلب إلى شخصين. وترون هنا ما آل إليه.
ledger-own-none = لم يطلب مكتبكم الانتخابي مساعدة بعد.
ledger-own-report = اختيار ثغرة من تقريركم
ledger-own-no-report = تُطلب المساعدة في ثغرة من تقرير مسلَّم. ولم يسلّم مكتبكم الانتخابي تقريرًا بعد.
ledger-own-lead = يستطيع مسؤول في مكتبكم الانتخابي أن يطلب المساعدة. ويمكنك تأكيد الطلب بصفتك الشخص الثاني.
ledger-offers-wait = { $n ->
    [zero] لا عرض بانتظار ردكم.
    [one] عرض واحد بانتظار ردكم.
    [two] عرضان بانتظار ردكم.
    [few] { $n } عروض بانتظار ردكم.
    [many] { $n } عرضًا بانتظار ردكم.
   *[other] { $n } عرض بانتظار ردكم.
}

ledger-new-page-title = طلب المساعدة: { $practice }
ledger-new-title = طلب المساعدة في هذه الثغرة
ledger-new-shown = ما سيُعرض هو هذا بالضبط
ledger-text-1 = يرى من يُوجَّه إليهم الطلب هذا بالضبط، مع اسم مكتبكم الانتخابي، حتى آخر يوم أو حتى تسحبوه. وما قُرئ لا يمكن استرجاعه. وإذا قبلتم عرضًا ظل مقدّمه يرى هذا بعد آخر يوم. وإذا أغلقتم التعهّد بعد التنفيذ رأى أيضًا ما يقوله تقريركم التالي عن هذه الممارسة وحدها. ولا تُعرض ثغرات أخرى ولا درجات ولا ملاحظات ولا أدلة. وإذا حُسب تقييمكم في أرقام جولة أيضًا، عرف من يقرأ الاثنين هذه الإجابة وحدها.
ledger-new-stands = تطلبون المساعدة في هذه الممارسة فعلًا.
ledger-new-stands-link = الاطلاع على الطلب
ledger-new-two = لا يُرسل شيء بعد: يرى شخص ثانٍ من مكتبكم الانتخابي، وهو مسؤول آخر أو مقيّم، الشيء نفسه ويؤكده.
ledger-wanted-help = تُسرد أنواع المساعدة التي تنفع هذه الممارسة. ويمكن ترك الأمر مفتوحًا.
ledger-to = من يراه
ledger-to-all = كل مانح وشريك في هذا الموقع، ومن ينضم إليه قبل آخر يوم
ledger-to-named = المحدَّدون أدناه فقط
ledger-to-donors = المانحون
ledger-to-partners = الشركاء
ledger-last-day-field = آخر يوم
ledger-last-day-help = بعد هذا اليوم لا يرى الطلب أحد، ما لم تقبلوا عرضًا. سنة واحدة من اليوم على الأكثر، والسنة أولًا: 2027-05-09.
ledger-propose = اقتراح هذا الطلب

ledger-one-page-title = مساعدة مطلوبة: { $practice }
ledger-one-shown = ما يعرضه
ledger-proposed = الاقتراح
ledger-confirmed = التأكيد من { $name } في { $date }
ledger-waits-title = بانتظار شخص ثانٍ
ledger-own-waits = أنت من اقترح هذا، فعلى شخص آخر من مكتبكم الانتخابي أن يؤكده: مسؤول آخر أو مقيّم. ولا يراه أحد من الخارج قبل ذلك.
ledger-withdraw = سحب الطلب
ledger-offers-title = العروض
ledger-accept-text = عند القبول يُغلق الطلب أمام غيره، وتُرفض العروض الأخرى التي تنتظر.
ledger-accept = قبول هذا العرض
ledger-decline-offer = رفض هذا العرض
ledger-confirm-delivery = تأكيد التنفيذ
ledger-missing = ما ينقص
ledger-say-missing = الإبلاغ عمّا ينقص
ledger-close-later = سلّموا تقييمًا بالنسخة نفسها من نموذج النضج بعد يوم التنفيذ. عندئذ يمكنكم إغلاق هذا، وتقف الإجابتان جنبًا إلى جنب. ولا تُقارن إجابات نسختين مختلفتين.
ledger-close-text = عند الإغلاق يُحفظ هذا السطر ويراه صاحب التعهّد:
ledger-close = إغلاق التعهّد

# صفحات المانحين والشركاء.

ledger-lists = الطلبات والعروض
ledger-open-title = طلبات المساعدة
ledger-open-text = تطلب الهيئات الانتخابية المساعدة في ثغرة واحدة لكل طلب. وترون الطلبات الموجهة إليكم حتى آخر يوم لها.
ledger-open-none = لا يوجد حاليًا طلب موجه إليكم.
ledger-kind = نوع المساعدة
ledger-kind-any = كل الأنواع
ledger-practice-filter = الممارسة أو المجال
ledger-practice-filter-help = بداية رمزها، مثل GOV أو GOV-01.
ledger-filter = عرض
ledger-only-help = الطلبات التي ينفعها هذا النوع من المساعدة فقط:
ledger-serves = الطلبات المفتوحة التي ينفعها هذا النوع من المساعدة
ledger-same-practice = طلبات مفتوحة أخرى عن هذه الممارسة

ledger-seen-page-title = { $practice }: طلب من { $body }
ledger-seen-text = تعرض الهيئة هذا ولا شيء غيره. وهو موجه إليكم، فلا تنقلوه إلى غيركم.
ledger-seen-closed = مغلق أمام الآخرين
ledger-offer-title = عرض المساعدة
ledger-offer-text = لا يرى عرضكم إلا الهيئة. وإذا قبلته صار تعهّدًا.
ledger-as = باسم من
ledger-who-help = موظفوكم، أو من تدفعون له.
ledger-words-help = 1,000 حرف على الأكثر: ما ستفعلونه، ومتى.
ledger-offer = إرسال العرض
ledger-take-back = سحب العرض
ledger-day = تاريخ التنفيذ
ledger-delivery-words = ما نُفّذ
ledger-deliver = الإبلاغ عن التنفيذ

ledger-mine-title = عروضكم وما نفّذتموه
ledger-mine-text = ما عرضتموه وما آل إليه، الأحدث أولًا.
ledger-mine-none = لم تعرضوا مساعدة بعد.
ledger-mine-here = عروضكم على هذا الطلب
ledger-mine-over = طلب انتهى
ledger-offered-on = تاريخ العرض { $date }

# ما هو غير صحيح.

error-help-unknown = اختر أحد أنواع المساعدة المعروضة.
error-help-to-missing = اختر من يراه.
error-help-recipients-missing = ضع علامة على مانح أو شريك واحد على الأقل، أو اختر أن يراه الجميع.
error-help-day-unread = اكتب اليوم والسنة أولًا: 2027-05-09.
error-help-day-range = اختر يومًا بعد اليوم، وقبل انقضاء سنة من اليوم.
error-help-day-delivered = اختر يومًا من يوم القبول حتى اليوم.
error-help-stands = تطلبون المساعدة في هذه الممارسة فعلًا.
error-help-own-proposal = أنت من اقترح هذا، فعلى شخص آخر أن يؤكده.
error-help-own-decline = أنت من اقترح هذا: اسحبه بدلًا من رفضه.
error-help-offer-missing = اختر عرضًا.
error-help-offered-already = لكم عرض ينتظر على هذا الطلب. اسحبوه لتقديم عرض آخر.
error-help-kind-missing = اختر نوع المساعدة.
error-help-who-missing = اكتب من ينفّذها.
error-help-who-long = اكتب من ينفّذها في 200 حرف على الأكثر.
error-help-words-long = اكتب 1,000 حرف على الأكثر.
error-help-cost-unknown = اختر أحد المبالغ المعروضة.
error-help-missing-missing = اكتب ما ينقص.
error-help-delivery-missing = اكتب ما نُفّذ.
error-help-ended = لم يعد يحق لمن اقترح هذا الطلب أن يقترح عن مكتبكم الانتخابي، فلا يمكن تأكيده. ويستطيع مسؤول أن يسحبه ويقترحه من جديد.
error-help-no-report = لا يوجد بعد تقرير سُلّم بعد يوم التنفيذ بالنسخة نفسها من نموذج النضج.
error-help-report-changed = سلّم مكتبكم الانتخابي تقريرًا آخر منذ ذلك، فكان هذا الطلب سيعرض إجابة قديمة. لم يُرسل شيء. انظروا في ثغرات التقرير الجديد واقترحوه من جديد.
error-help-request-over = انتهى الطلب، أو لم يعد مفتوحًا للعروض.
error-help-settled = سُوّي هذا على نحو آخر في هذه الأثناء. افتح الصفحة من جديد لترى كيف هو الآن.

# في سجل ما جرى.

audit-event-help-proposed = اقتراح طلب مساعدة
audit-event-help-confirmed = تأكيد طلب مساعدة
audit-event-help-refused = رفض طلب مساعدة
audit-event-help-withdrawn = سحب طلب مساعدة
audit-event-help-offered = عرض مساعدة
audit-event-help-offer-taken-back = سحب عرض أو تعهّد
audit-event-help-offer-declined = رفض عرض
audit-event-help-offer-accepted = قبول عرض
audit-event-help-delivered = إبلاغ عن تنفيذ المساعدة
audit-event-help-missing = إبلاغ عن نقص
audit-event-help-delivery-confirmed = تأكيد التنفيذ
audit-event-help-closed = إغلاق تعهّد
