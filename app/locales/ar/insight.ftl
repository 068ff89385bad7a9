# ما يراه المانحون، وما تسمح لهم الهيئات برؤيته، وجولات المشغّل.

insight-title = الاطّلاع
insight-lead = اعرف أين تقع ثغرات أمن الانتخابات بحسب المنطقة والمجال، وأين يكون الدعم أنفع.
insight-sign-in-text = على محللي الجهات المانحة تسجيل الدخول لقراءة الأرقام.
insight-no-role = حسابك لا ينتمي إلى جهة مانحة. هذه الأرقام لمحللي الجهات المانحة، ويستطيع من يدير هذا الموقع إضافتك.
insight-about-see-title = ما يجده المانحون هنا
insight-about-see-heatmap = خريطة حرارية لكل جولة مغلقة: اثنا عشر مجالًا بحسب المنطقة وفئة الدخل، في أربع شرائح.
insight-about-see-named = تقارير الثغرات للهيئات الانتخابية التي اختارت أن تظهر باسمها.
insight-about-see-lessons = لكل مجال، الممارسات التي يقوم عليها والدروس التي تعلّمها.
insight-about-not-title = ما لا يجده أحد هنا
insight-about-not = تقرر كل هيئة بنفسها، بقرار من شخصين، هل تشارك وكيف. والهيئة التي تشارك دون اسمها لا تُحسب إلا مع أربع هيئات أخرى على الأقل، وقد بُنيت الأرقام بحيث لا يكشف جمعها أو طرحها هيئة بعينها.
insight-closed-title = الجولات المغلقة
insight-no-rounds = لم تُغلق أي جولة بعد. تظهر أرقامها هنا يوم إغلاقها.
insight-open-title = الجولات المفتوحة
insight-open-text = ما زالت الهيئات تقرر وتساهم. لا يُعرض شيء من جولة مفتوحة.
insight-open-since = مفتوحة منذ { $date }
insight-closed-on = أُغلقت في { $date }.

insight-bodies = { $n ->
    [0] لا هيئة
    [zero] لا هيئة
    [one] هيئة واحدة
    [two] هيئتان
    [few] { $n } هيئات
    [many] { $n } هيئة
   *[other] { $n } هيئة
}
insight-coverage = المجموع: { $all }. بالاسم: { $named }. ضمن المجموع فقط: { $others }.
insight-coverage-named = { $named ->
    [0] لا تظهر أي هيئة باسمها، ويساهم غيرها أقل من { $k }، فلا أرقام لعرضها.
    [zero] لا تظهر أي هيئة باسمها، ويساهم غيرها أقل من { $k }، فلا أرقام لعرضها.
    [one] تظهر هيئة واحدة باسمها. ويساهم ضمن المجموع أقل من { $k } غيرها، فلا يُعرض شيء منها.
    [two] تظهر هيئتان باسميهما. ويساهم ضمن المجموع أقل من { $k } غيرهما، فلا يُعرض شيء منها.
    [few] تظهر { $named } هيئات بأسمائها. ويساهم ضمن المجموع أقل من { $k } غيرها، فلا يُعرض شيء منها.
    [many] تظهر { $named } هيئة بأسمائها. ويساهم ضمن المجموع أقل من { $k } غيرها، فلا يُعرض شيء منها.
   *[other] تظهر { $named } هيئة بأسمائها. ويساهم ضمن المجموع أقل من { $k } غيرها، فلا يُعرض شيء منها.
}

insight-regions-title = بحسب المنطقة
insight-regions-caption = المجالات بحسب المنطقة
insight-income-title = بحسب فئة الدخل
insight-income-caption = المجالات بحسب فئة الدخل
insight-heatmap-text = الجزء العلوي من الخلية هو شريحة الهيئات التي تساهم ضمن المجموع فقط. والجزء السفلي، إن وُجد، هو متوسط الهيئات الظاهرة باسمها. اختر خلية لترى ما وراءها.
insight-domain = المجال
insight-all-bodies = كل الهيئات
insight-stratum = { $region }، { $income }
insight-in-aggregate = ضمن المجموع
insight-by-name = بالاسم
insight-band-starting = بداية
insight-band-developing = نموّ
insight-band-managed = إدارة
insight-band-advanced = تقدّم
insight-band-range = من { $from } إلى أقل من { $to }
insight-band-from = من { $from } إلى 4.00
insight-hidden = محجوب
insight-hidden-why = «محجوب» تعني أن المساهمين ضمن المجموع أقل من { $k } هيئات، أو أن عرضهم يكشف بعضهم. ولا فرق في العرض بين غياب المساهمات وقلّتها وعدم اكتمالها.

insight-named-title = الهيئات الظاهرة باسمها
insight-named-text = كما كانت عند إغلاق الجولة.
insight-named-none = لا تظهر لك أي هيئة من هذه الجولة باسمها.
insight-beside = تظهر لك وحدك
insight-average = المتوسط
insight-gated = المستوى المتحقق
insight-target = الهدف
insight-lowest = أدنى نقطة
insight-not-answered = لم يُجب عنه
insight-none-by-name = لا شيء
insight-body = الهيئة
insight-group = المجموعة
insight-files-title = الأرقام في ملفات
insight-files-text = يحصل كل مانح على الملفات نفسها حرفًا بحرف. وهي تحجب ما تحجبه هذه الصفحة.
insight-csv = جدول (CSV)
insight-json = كل شيء (JSON)
insight-how-title = كيف أُعدّت هذه الأرقام
insight-how-atoms = تُجمع الهيئات غير المسمّاة في مجموعات لا يقل عدد كل منها عن { $k } بحسب المنطقة وفئة الدخل، ولا تُجمع أبدًا بحسب درجاتها. ولا يعرض الصف شيئًا منها إلا إذا ضمّ مجموعات كاملة.
insight-how-bands = حيث تشارك مثل هذه الهيئات تظهر شريحة، لا متوسط دقيق. أما الهيئات الظاهرة باسمها فتُعرض منفصلة بمتوسطها الدقيق.
insight-how-frozen = جُمّدت الأرقام عند إغلاق الجولة. لا يغيّرها شيء تعدّله هيئة بعد ذلك.
insight-fingerprint = بصمة ملف JSON ‏(SHA-256):

insight-domain-page-title = { $domain }، { $round }
insight-domain-figures-title = الأرقام
insight-domain-figures-caption = هذا المجال في كل مجموعة من الهيئات
insight-mean-by-name = متوسط الظاهرة باسمها
insight-bodies-by-name = عدد الظاهرة باسمها
insight-named-domain-caption = هذا المجال في الهيئات الظاهرة باسمها
insight-practices-title = ما يسأل عنه هذا المجال
insight-practices-text = الممارسات التي تُسأل عنها الهيئة الانتخابية، كل منها بمستواها من 1 إلى 4.
insight-lessons-title = دروس تساعد
insight-no-lessons = لا يوجد بعد درس يعلّم هذه الممارسات.

insight-body-page-title = { $body }، { $round }
insight-body-frozen = هذا تقرير ثغرات الهيئة كما كان عند إغلاق الجولة. ولا يشمل الملاحظات والأدلة.

# ما تسمح الهيئة للمانحين برؤيته.

sharing-title = ما يراه المانحون منكم
sharing-lead = أنتم تقررون، جولة بعد جولة، هل يرى المانحون شيئًا من تقييمكم، وكم يرون.
sharing-two-people = كل قرار يحتاج إلى شخصين: يقترح مسؤول، ويؤكد شخص ثانٍ. ولا يتغير شيء قبل ذلك. ومن دون قرار لا تشاركون.
sharing-lowering = إذا سمحتم بأقل من ذي قبل، سرى ذلك على ما يُنشر لاحقًا. أما الجولة المغلقة فتبقى كما كانت: أرقامها صارت لدى المانحين.
sharing-submitted = سلّمتم آخر تقييم كامل في { $date }. وهو الذي يُحسب عند إغلاق الجولة، ما لم تسلّموا أحدث منه قبل ذلك.
sharing-not-submitted = لم تسلّموا تقييمًا كاملًا بعد. وإلى أن تسلّموه لا يُعرض منكم شيء مهما سمحتم. والفحص السريع لا يُحسب.
sharing-levels-title = المستويات الأربعة
sharing-donor-sees = عندئذ يرى المانح:
sharing-limits = ما لا تحمي منه الشرائح: إذا أعطت عدة هيئات أخرى من مجموعتكم إجاباتها للمانح نفسه، في هذه الجولة أو في جولة سابقة، استطاع أن يقترب من إجاباتكم. ولا تُسرد هيئات المجموعة أبدًا.
sharing-level-none = عدم المشاركة
sharing-level-aggregate-only = ضمن المجموع فقط
sharing-level-anonymised = دون هوية
sharing-level-named = بالاسم
sharing-short-none = لا يُعرض منكم شيء ولا يُحسب.
sharing-short-aggregate-only = تُحسبون مع أربع هيئات أخرى على الأقل.
sharing-short-anonymised = هو حاليًا مثل «ضمن المجموع فقط».
sharing-short-named = يرى المانحون اسمكم ودرجاتكم وتقرير ثغراتكم.
sharing-text-1-none = لا نشارك في هذه الجولة. لا يُعرض تقييمنا ولا يُحسب.
sharing-text-1-aggregate-only = يجوز أن تُحسب متوسطاتنا مع متوسطات أربع هيئات أخرى على الأقل من منطقتنا أو فئة دخلنا، وألا تُعرض إلا شريحةً تشملها كلها. ولا يُعرض اسمنا ولا درجاتنا ولا إجاباتنا على أحد.
sharing-text-1-anonymised = يجوز أن تُعرض متوسطاتنا أيضًا في ملف دون اسمنا. وما دام هذا الموقع لا يصنع مثل هذه الملفات، نُحسب ضمن المجموع فقط.
sharing-text-1-named = يجوز عرض اسمنا ومتوسطنا في كل مجال وتقرير ثغراتنا، كما سُلّمت آخر مرة قبل إغلاق الجولة.
sharing-agree-1 = يسري هذا على جولة واحدة. ويستطيع شخصان تغييره حتى إغلاق الجولة، أما ما نُشر عندها فلا يمكن سحبه.
sharing-donor-none = لا شيء. تبدون كهيئة غير موجودة هنا.
sharing-donor-aggregate-only = كلمة «نموّ» مثلًا في خلية منطقتكم، إذا كان وراءها خمس هيئات على الأقل وأجابت كلها عن المجال كاملًا.
sharing-donor-anonymised = ما يراه في «ضمن المجموع فقط»، إلى أن توجد ملفات دون هوية.
sharing-donor-named = اسمكم ومتوسطاتكم ومقطع السدّ الخاص بكم وتقرير ثغراتكم. وتبقى الملاحظات والأدلة عندكم.
sharing-no-open-round = لا توجد جولة مفتوحة حاليًا. عندما تُفتح جولة تقررون هنا.
sharing-round-open = مفتوحة منذ { $date }
sharing-in-force = الساري تجاه كل المانحين:
sharing-was-in-force = ما كان ساريًا تجاه كل المانحين عند إغلاق الجولة:
sharing-default = لم يقرر أحد غير ذلك.
sharing-decided = اقترحه { $proposer } في { $proposed }، وأكده { $confirmer } في { $confirmed }.
sharing-lead-proposes = يستطيع مسؤول في هيئتكم أن يقترح هنا مستوى آخر. ويمكنك تأكيده بصفتك الشخص الثاني.
sharing-propose-legend = اقترح مستوى تجاه كل المانحين
sharing-propose = اقترح
sharing-waiting-title = بانتظار شخص ثانٍ
sharing-recipient = لمانح واحد:
sharing-proposed-level = المقترح:
sharing-proposed = من { $proposer } في { $proposed }
sharing-own-waits = أنت من اقترح هذا، فعلى شخص آخر من هيئتكم أن يؤكده: مسؤول آخر أو مقيّم.
sharing-confirm = أؤكد بصفتي الشخص الثاني
sharing-decline = أرفض
sharing-withdraw = أسحب الاقتراح
sharing-single-title = مانحون بعينهم
sharing-single-text = يمكنكم الظهور بالاسم لمانح واحد مهما كان ما يراه الآخرون. ولا يغيّر ذلك شيئًا في الأرقام التي يحصل عليها كل المانحين.
sharing-donor-shown = يراكم بالاسم
sharing-donor-not-shown = يرى ما يراه كل المانحين
sharing-donor-show = اقترح إظهارنا بالاسم
sharing-donor-stop = اقترح وقف إظهارنا بالاسم
sharing-past-title = الجولات المغلقة
sharing-contributed = كان تقييمكم جزءًا منها.
sharing-not-contributed = لم يكن فيها شيء منكم.
sharing-every-donor = كل المانحين
sharing-history-title = السجل
sharing-history-caption = كل اقتراحات «{ $round }»، الأحدث أولًا
sharing-history-when = تاريخ الاقتراح
sharing-history-recipient = لمن
sharing-history-level = المستوى
sharing-history-proposer = المقترح
sharing-history-outcome = النتيجة
sharing-state-waiting = بانتظار شخص ثانٍ
sharing-state-withdrawn = سُحب في { $date }
sharing-state-declined = رفضه { $name } في { $date }
sharing-state-confirmed = أكده { $name } في { $date }
sharing-receipt = الإيصال
sharing-receipt-title = إيصال موافقة
sharing-receipt-body = الهيئة الانتخابية
sharing-receipt-round = الجولة
sharing-receipt-proposed = الاقتراح
sharing-receipt-confirmed = التأكيد
sharing-receipt-id = رقم هذا الإيصال
sharing-receipt-text-version = إصدار النص
sharing-receipt-text = ما اتُّفق عليه
sharing-receipt-print = اطبع هذه الصفحة من المتصفح للاحتفاظ بها.
sharing-receipt-back = العودة إلى ما يراه المانحون منكم

error-round-closed = هذه الجولة مغلقة. ما تقرر من قبل يبقى كما هو.
error-round-busy = ما زالت القرارات ترد على هذه الجولة. حاول مجددًا بعد دقيقة.
error-consent-level-missing = اختر أحد المستويات.
error-consent-waiting = ثمة اقتراح بانتظار شخص ثانٍ. يجب تأكيده أو رفضه أو سحبه أولًا.
error-consent-unchanged = هذا المستوى سارٍ بالفعل. اختر مستوى آخر.
error-consent-own-proposal = أنت من اقترح هذا. يلزم شخص ثانٍ من هيئتكم لتأكيده.
error-consent-own-decline = أنت من اقترح هذا. اسحبه بدلًا من رفضه.
error-consent-not-own = اقترح هذا شخص آخر. يمكنك تأكيده أو رفضه.
error-consent-settled = بتّ شخص آخر في هذا الاقتراح في هذه الأثناء. حمّل الصفحة من جديد لترى ما هو سارٍ.

# جولات المشغّل.

admin-nav-overview = نظرة عامة
admin-nav-organisations = المؤسسات
admin-nav-rounds = الجولات
admin-kind-election-body = الهيئات الانتخابية
admin-kind-donor = الجهات المانحة
admin-kind-partner = الشركاء
admin-kind-operator = المشغّلون
admin-organisations-link = عرض المؤسسات وإضافتها
admin-rounds-open = المفتوحة
admin-rounds-closed = المغلقة
admin-rounds-link = فتح الجولات وإغلاقها
admin-rounds-text = في الجولة تقرر الهيئات ما يجوز للمانحين رؤيته. ويجمّد إغلاقها ما تساهم به ويصنع الأرقام المنشورة.
admin-rounds-none = لا توجد جولة بعد. افتح الأولى أدناه.
admin-open-title = فتح جولة
admin-open-field = العنوان
admin-open-help = مثل «ربيع 2027». تراه الهيئات والمانحون، ويُشتق منه عنوان الصفحة ويبقى.
admin-open-button = افتح الجولة
admin-close-link = مراجعة وإغلاق
admin-close-title = إغلاق هذه الجولة
admin-close-contributing = الهيئات المشاركة
admin-close-without = موافقة دون تقييم كامل مسلَّم بالنسخة الحالية من النموذج
admin-close-known = خارج المجموع: يعرف كل المانحين أرقامها من جولة سابقة
admin-close-waiting = اقتراحات بانتظار شخص ثانٍ
admin-close-blanks = { $n ->
    [0] لم تترك أي هيئة مشاركة أسئلة دون إجابة.
    [zero] لم تترك أي هيئة مشاركة أسئلة دون إجابة.
    [one] تركت هيئة مشاركة واحدة أسئلة دون إجابة أو وسمت مجالًا كاملًا بأنه لا ينطبق. فإن كانت محسوبة ضمن المجموع بقيت هذه المجالات محجوبة في كل مجموعة تضمها:
    [two] تركت هيئتان مشاركتان أسئلة دون إجابة أو وسمتا مجالًا كاملًا بأنه لا ينطبق. وحيث تُحسبان ضمن المجموع تبقى هذه المجالات محجوبة في كل مجموعة تضمهما:
    [few] تركت { $n } هيئات مشاركة أسئلة دون إجابة أو وسمت مجالًا كاملًا بأنه لا ينطبق. وحيث تُحسب ضمن المجموع تبقى هذه المجالات محجوبة في كل مجموعة تضمها:
    [many] تركت { $n } هيئة مشاركة أسئلة دون إجابة أو وسمت مجالًا كاملًا بأنه لا ينطبق. وحيث تُحسب ضمن المجموع تبقى هذه المجالات محجوبة في كل مجموعة تضمها:
   *[other] تركت { $n } هيئة مشاركة أسئلة دون إجابة أو وسمت مجالًا كاملًا بأنه لا ينطبق. وحيث تُحسب ضمن المجموع تبقى هذه المجالات محجوبة في كل مجموعة تضمها:
}
admin-close-text = لا رجعة في الإغلاق. من بعده يحصل كل المانحين على الأرقام نفسها، ولا يغيّرها شيء تعدّله هيئة لاحقًا. فإن نقص شيء فاسأل الهيئات أولًا وأغلق لاحقًا.
admin-close-understood = قرأت هذا وأريد إغلاق الجولة الآن.
admin-close-button = أغلق الجولة
admin-close-cancel = ليس الآن

error-round-title-missing = أدخل عنوانًا.
error-round-title-long = استخدم 120 حرفًا على الأكثر.
error-round-title-taken = توجد جولة بهذا العنوان. اختر عنوانًا آخر.
error-round-not-confirmed = ضع علامة في المربع لتأكيد إغلاق الجولة.
