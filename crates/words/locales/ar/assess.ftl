# ملف الهيئة والاستبيان والمراجعة وتقرير الثغرات.

assess-title = التقييم
assess-visitor-lead = اكتشف مع زملائك مدى حماية انتخاباتكم، وما الذي ينبغي عمله أولًا.
assess-visitor-step-1 = بيّنوا التقنيات المستخدمة في انتخاباتكم وموعد الاقتراع القادم.
assess-visitor-step-2 = أجيبوا عن أسئلة بلغة بسيطة، كلٌّ عن الجزء الذي يعرفه. يستغرق الفحص السريع نحو 75 دقيقة.
assess-visitor-step-3 = اقرؤوا تقرير الثغرات: ما يُعمل قبل الاقتراع، والدروس التي تعين على ذلك.
assess-visitor-trust = لا يرى إجاباتكم إلا زملاؤكم، إلى أن يقرر شخصان من هيئتكم غير ذلك.
assess-no-body = لست عضوًا في أي هيئة انتخابية هنا بعد. اطلب من مسؤول هيئتك أن يضيفك.
assess-no-body-link = تصفّح الدورات في هذه الأثناء
assess-choose-body = أنت عضو في عدة هيئات انتخابية. اختر واحدة.
assess-scope-quick = الفحص السريع
assess-scope-full = التقييم الكامل
assess-scope-legend = كم تريد أن تجيب؟
assess-scope-quick-help = { $n ->
    [zero] لا أسئلة عن الحماية الأساسية.
    [one] سؤال واحد عن الحماية الأساسية.
    [two] سؤالان عن الحماية الأساسية.
    [few] { $n } أسئلة عن الحماية الأساسية.
    [many] { $n } سؤالًا عن الحماية الأساسية، في نحو 75 دقيقة مع مكالمة أو اثنتين. يمكن أن يصبح تقييمًا كاملًا لاحقًا دون أن تضيع أي إجابة.
   *[other] { $n } سؤال عن الحماية الأساسية، في نحو 75 دقيقة مع مكالمة أو اثنتين. يمكن أن يصبح تقييمًا كاملًا لاحقًا دون أن تضيع أي إجابة.
}
assess-scope-full-help = { $n ->
    [zero] لا أسئلة في المستويات كلها.
    [one] سؤال واحد في المستويات كلها.
    [two] سؤالان في المستويات كلها.
    [few] { $n } أسئلة في المستويات كلها.
    [many] { $n } سؤالًا في المستويات كلها، ويحسن أن يتقاسمها عدة أشخاص.
   *[other] { $n } سؤال في المستويات كلها، ويحسن أن يتقاسمها عدة أشخاص.
}
assess-start = ابدأ التقييم
assess-assessment-name = { $scope }، { $date }
assess-progress = أُجيب عن { $answered } من { $asked }
assess-progress-short = { $answered } من { $asked }
assess-progress-label = نسبة الأسئلة المجاب عنها
assess-nothing-asked = لا أسئلة هنا
assess-domains-label = المجالات
assess-domains-short-label = كل المجالات
assess-domain-place = المجال { $domain } من { $n }
assess-body-label = هيئتك
assess-draft = مسودة
assess-submitted = مُقدَّم
assess-submitted-on = قُدِّم في { $date }
assess-frozen = قُدِّم في { $moment }. يمكن قراءة الإجابات ولم يعد ممكنًا تغييرها.
assess-model-corrected = صُحّحت بعض أسئلة هذا التقييم منذ بدئه. راجع ما أجبت عنه مرة أخرى.
assess-model-newer = صدرت نسخة أحدث من النموذج، هي النسخة { $newer }. يستمر هذا التقييم على النسخة { $version }، وسيعتمد تقييمك التالي النسخة الأحدث.
assess-too-late = قُدِّم هذا التقييم قبل وصول إجاباتك، فلم تُحفظ. ما كتبته معروض أدناه عند كل ممارسة: انسخ ما تحتاج إليه منه.
assess-done = مكتمل
assess-unknown-count = { $n ->
    [zero] لا شيء غير معروف
    [one] واحد غير معروف
    [two] اثنان غير معروفين
    [few] { $n } غير معروفة
    [many] { $n } غير معروفًا
   *[other] { $n } غير معروف
}
assess-last-by = آخر إجابة: { $name }، { $moment }
assess-continue = تابع الإجابة
assess-all-domains = كل المجالات
assess-review-link = المراجعة والتقديم
assess-report-link = تقرير الثغرات
assess-draft-report = تقرير الثغرات حتى الآن
assess-answers-link = الإجابات
assess-next-title = الخطوة التالية
assess-next-answer = أجب عن الأسئلة التالية.
assess-next-review = لكل سؤال إجابة. راجعها ثم قدّمها.
assess-next-wait = لكل سؤال إجابة. يستطيع مسؤول هيئتك الآن تقديمها.
assess-next-profile = بيّن التقنيات المستخدمة في انتخاباتكم وموعد الاقتراع القادم، فعليها تُبنى الأسئلة والأهداف.
assess-next-lead = يبيّن مسؤول هيئتك أولًا التقنيات المستخدمة في انتخاباتكم وموعد الاقتراع القادم.
assess-next-start = ابدأ التقييم الأول.
assess-next-again = اقرأ التقرير الأخير، أو ابدأ التقييم التالي.
assess-next-lead-start = يبدأ مسؤول هيئتك التقييم، ثم يمكنك الإجابة هنا.
assess-next-read = اقرأ التقرير الأخير.
assess-none-submitted = لم يُقدَّم شيء بعد.
assess-submitted-title = التقييمات المقدَّمة
assess-election-title = الانتخابات القادمة
assess-weeks-left = { $n ->
    [zero] هذا الأسبوع
    [one] بقي أسبوع واحد
    [two] بقي أسبوعان
    [few] بقيت { $n } أسابيع
    [many] بقي { $n } أسبوعًا
   *[other] بقي { $n } أسبوع
}
assess-election-past = انقضت انتخابات { $date }. أدخل موعد الانتخابات القادمة.
assess-no-election = لم يُدخل موعد. بوجود موعد يبيّن التقرير ما يمكن إنجازه في الوقت المناسب.
assess-profile-title = التقنية والفئة
assess-profile-link = صِف هيئتك
assess-profile-edit = عدّل ملف الهيئة
assess-no-technology = لم تُذكر أي تقنية.
assess-people-link = الأشخاص
assess-sharing-link = ما يجوز للمانحين رؤيته
assess-extend-title = انتقل إلى التقييم الكامل
assess-extend-text = تُضاف أسئلة المستويات الأعلى، وتبقى كل إجابة سبق أن قدمتها.
assess-extend = وسّعه إلى تقييم كامل
assess-level = المستوى { $level }
assess-what-fully = كيف يبدو التطبيق «بالكامل»؟
assess-for-example = مثلًا، إذا كان المطبَّق أقل:
assess-tick-legend = ضع علامة على ما هو صحيح
assess-when-always-true = كما هو الحال اليوم. وعبارة «في السنة الماضية» تعني الأشهر الاثني عشر الأخيرة.
assess-when-last-election-or-dated-for-next = كان كذلك في الانتخابات الأخيرة، أو هو مخطَّط للانتخابات المقبلة بتاريخ واسم.
assess-when-at-milestone = كان كذلك عند كل محطة مضت من تقويمكم، وإن لم تمضِ أي محطة بعد فعند محطات الانتخابات الأخيرة.
assess-essential = لازم
assess-essential-help = ما دام هذا غير صحيح تبقى الإجابة «جزئيًا».
assess-part-unknown = لا أعرف
assess-part-true = صحيح
assess-part-not-true = غير صحيح
assess-part-said = { $said }: { $part }
assess-answer-legend = الإجابة
assess-as-ticked = بحسب العلامات
assess-as-ticked-is = بحسب العلامات: { $answer }
assess-none-of-it = لا شيء منه مطبّق
assess-marking = كل البنود صحيحة: بالكامل. أكثر من نصفها مع كل بند عليه «لازم»: إلى حد كبير. أقل من ذلك: جزئيًا. يمكن اختيار إجابة أدنى من ذلك مع ملاحظة تذكر السبب، ولا يمكن اختيار أعلى منه أبدًا.
assess-marking-more = متى يكون البند صحيحًا؟
assess-marking-nothing = إذا لم يوجد الشيء الذي يسمّيه البند الأول فالبنود التي تتحدث عنه غير صحيحة. وإذا وُجد لكنه ناقص (قليل جدًا أو متأخر جدًا) فالإجابة عنها تخص ما هو موجود.
assess-marking-did-not-happen = البند الذي يتحدث عن أمر لم يحدث، كملاحظة تدقيق أو تهديد، صحيح إذا وُجدت طريقة للتعامل معه.
assess-marking-each = كلمتا «كل» و«جميع» تعنيان أن الأمر يسري كقاعدة، وأن الاستثناءات معروفة ومكتوبة.
assess-before-same = منقول من تقييمكم بتاريخ { $moment }، ويُحتسب كما هو.
assess-before-reworded = منقول من تقييمكم بتاريخ { $moment }. تغيّرت صياغة السؤال منذ ذلك الحين: يُرجى النظر فيه.
assess-before-fresh = هذا السؤال مطروح من جديد. في تقييمكم بتاريخ { $moment } كانت الإجابة:
assess-still-true = ما زال صحيحًا
assess-after-legend = من أين البداية
assess-after-last = من إجاباتكم بتاريخ { $date }
assess-after-last-help = تُحتسب الإجابات عن الأسئلة التي لم تتغير من الإصدار { $version } إلى الإصدار { $newer }. أما ما تغيّرت صياغته أو يُطرح من جديد فيظهر في قائمة وبجانبه إجاباتكم السابقة.
assess-after-none = باستبيان فارغ
assess-after-none-help = لا يُنقل شيء. تبقى تقييماتكم السابقة كما هي.
assess-again-title = ما ينبغي النظر فيه من جديد
assess-again-text = نُقلت إجاباتكم بتاريخ { $date }. يبقى التقييم السابق وتقريره كما كانا.
assess-again-done = تم النظر في كل ما تغيّر منذ تقييمكم الأخير.
assess-again-reworded = { $n ->
    [zero] لا إجابات تغيّرت صياغة أسئلتها
    [one] إجابة واحدة تُحتسب لكن صياغة سؤالها تغيّرت
    [two] إجابتان تُحتسبان لكن صياغة سؤاليهما تغيّرت
    [few] { $n } إجابات تُحتسب لكن صياغة أسئلتها تغيّرت
    [many] { $n } إجابة تُحتسب لكن صياغة أسئلتها تغيّرت
   *[other] { $n } إجابة تُحتسب لكن صياغة أسئلتها تغيّرت
}
assess-again-fresh = { $n ->
    [zero] لا أسئلة تُطرح من جديد
    [one] سؤال واحد يُطرح من جديد وبجانبه إجاباتكم السابقة
    [two] سؤالان يُطرحان من جديد وبجانبهما إجاباتكم السابقة
    [few] { $n } أسئلة تُطرح من جديد وبجانبها إجاباتكم السابقة
    [many] { $n } سؤالًا يُطرح من جديد وبجانبه إجاباتكم السابقة
   *[other] { $n } سؤال يُطرح من جديد وبجانبه إجاباتكم السابقة
}
assess-again-open-parts = { $n ->
    [zero] لا إجابات تنتظر علامات على بنودها
    [one] إجابة واحدة تُحتسب كما هي إلى أن توضع العلامات على بنودها
    [two] إجابتان تُحتسبان كما هما إلى أن توضع العلامات على بنودهما
    [few] { $n } إجابات تُحتسب كما هي إلى أن توضع العلامات على بنودها
    [many] { $n } إجابة تُحتسب كما هي إلى أن توضع العلامات على بنودها
   *[other] { $n } إجابة تُحتسب كما هي إلى أن توضع العلامات على بنودها
}
assess-again-new = { $n ->
    [zero] لا أسئلة جديدة
    [one] سؤال واحد جديد
    [two] سؤالان جديدان
    [few] { $n } أسئلة جديدة
    [many] { $n } سؤالًا جديدًا
   *[other] { $n } سؤال جديد
}
assess-again-not-asked = { $n ->
    [zero] لا إجابات محفوظة من دون احتساب
    [one] إجابة واحدة محفوظة ولا تُحتسب: لم يعد السؤال يُطرح عليكم
    [two] إجابتان محفوظتان ولا تُحتسبان: لم يعد السؤالان يُطرحان عليكم
    [few] { $n } إجابات محفوظة ولا تُحتسب: لم تعد هذه الأسئلة تُطرح عليكم
    [many] { $n } إجابة محفوظة ولا تُحتسب: لم تعد هذه الأسئلة تُطرح عليكم
   *[other] { $n } إجابة محفوظة ولا تُحتسب: لم تعد هذه الأسئلة تُطرح عليكم
}
assess-why = لماذا هذا مهم
assess-evidence-examples = ما يصلح دليلًا
assess-evidence = على ماذا تستند الإجابة
assess-evidence-is = الدليل: { $grade }
assess-note = ملاحظة لزملائك
assess-note-is = ملاحظة: { $note }
assess-reason = لماذا لا ينطبق عليكم
assess-reason-is = السبب: { $reason }
assess-approved = وافق عليه المسؤول
assess-not-approved = ينتظر المسؤول
assess-domain-nothing-asked = لا يُطلب منكم شيء في هذا المجال.
assess-left-out = { $n ->
    [zero] كل الممارسات مطلوبة منكم
    [one] ممارسة واحدة غير مطلوبة منكم
    [two] ممارستان غير مطلوبتين منكم
    [few] { $n } ممارسات غير مطلوبة منكم
    [many] { $n } ممارسة غير مطلوبة منكم
   *[other] { $n } ممارسة غير مطلوبة منكم
}
assess-left-out-level = المستوى { $level } ليس جزءًا من الفحص السريع.
assess-left-out-target = المستوى { $level } أعلى من هدفكم. يمكن لمسؤول هيئتك فتحه في الملف التعريفي.
assess-left-out-technology = لا تُطلب إلا مع هذه التقنية: { $flags }
assess-around-label = المجال السابق والتالي
assess-previous = السابق
assess-next = التالي
assess-save-continue = احفظ وتابع
assess-save-finish = احفظ وأنهِ
assess-conflict-title = غيّر شخصان هذه الإجابة
assess-conflict-text = لم يُستبدل شيء. قارن بينهما واختر أيهما تبقى.
assess-conflict-mine = ما كتبته أنت
assess-conflict-theirs = حفظه { $name }، { $moment }
assess-conflict-summary = { $practice }: غيّر شخص آخر هذه الإجابة في هذه الأثناء. اختر أيهما تبقى.
assess-keep-mine = أبقِ إجابتي
assess-keep-theirs = أبقِ الإجابة الأخرى
assess-state-saving = جارٍ الحفظ…
# The time is that of the page, so with its zone.
assess-state-saved = حُفظ { $time } بالتوقيت العالمي
assess-state-offline = لم يُحفظ: لا يوجد اتصال.
assess-state-failed = لم يُحفظ: حدث خطأ ما.
assess-state-signed-out = لم يُحفظ: انتهت جلستك. سجّل الدخول في نافذة أخرى ثم حاول مجددًا هنا.
assess-state-another-name = لم يُحفظ: شخص آخر مسجَّل الدخول الآن. سجّل الدخول باسمك في نافذة أخرى ثم حاول مجددًا هنا.
assess-state-retry = حاول مجددًا

answer-not-implemented = غير مطبّق
answer-partly = جزئيًا
answer-largely = إلى حد كبير
answer-fully = بالكامل
answer-unknown = لا أعرف
answer-not-applicable = لا ينطبق
answer-none = بلا إجابة
evidence-none = لم يُطّلع على شيء
evidence-interview = أكده من يُفترض أن يعرف
evidence-document = تبيّنه وثيقة
evidence-tested = جُرّب ونجح

profile-title = ملف الهيئة
profile-lead = على هذه المعلومات تُبنى الأسئلة والأهداف.
profile-election-title = التقويم
profile-election = يوم الاقتراع القادم
profile-election-help = اتركه فارغًا إن لم يكن معروفًا.
profile-freeze = أسابيع تجميد التغييرات قبل الاقتراع
profile-freeze-help = { $n ->
    [zero] لا يجوز في هذه الأسابيع تغيير أي شيء. إن تُرك فارغًا: بلا تجميد.
    [one] لا يجوز في هذه الأسابيع تغيير أي شيء. إن تُرك فارغًا: أسبوع واحد.
    [two] لا يجوز في هذه الأسابيع تغيير أي شيء. إن تُرك فارغًا: أسبوعان.
    [few] لا يجوز في هذه الأسابيع تغيير أي شيء. إن تُرك فارغًا: { $n } أسابيع.
    [many] لا يجوز في هذه الأسابيع تغيير أي شيء. إن تُرك فارغًا: { $n } أسبوعًا.
   *[other] لا يجوز في هذه الأسابيع تغيير أي شيء. إن تُرك فارغًا: { $n } أسبوع.
}
profile-flags = التقنيات المستخدمة
profile-flags-help = اختر كل ما ينطبق. لا تُطرح أسئلة عن التقنيات الأخرى.
profile-tier = الفئة
profile-tier-computed = ينتج عن تقنياتكم:
profile-tier-own = اختر فئة أخرى
profile-tier-choice = الفئة
profile-tier-follow = كما تنتج عن التقنيات
profile-reason = السبب
profile-targets = غيّر هدف أحد المجالات
profile-targets-help = تحدد الفئة مستوى مستهدفًا لكل مجال. ويحتاج أي مستوى آخر إلى سبب يستطيع زملاؤك قراءته.
profile-target-usual = { $level }، بحسب الفئة
profile-target-reason = سبب اختيار هدف آخر في { $domain }
profile-opened = تُطرح الأسئلة حتى المستوى، في { $domain }
profile-opened-target = بحسب الهدف
profile-save = احفظ ملف الهيئة
profile-back = ارجع دون حفظ

review-title = المراجعة والتقديم
review-complete = لكل سؤال إجابة.
review-missing = { $n ->
    [zero] لكل سؤال إجابة.
    [one] سؤال واحد بلا إجابة. يمكنك التقديم مع ذلك. وفي المجال الذي فيه إجابات يُحسب غير مطبّق، أما المجال الذي لا إجابة فيه فيُترك خارج المتوسطات.
    [two] سؤالان بلا إجابة. يمكنك التقديم مع ذلك. وفي المجال الذي فيه إجابات يُحسبان غير مطبّقين، أما المجال الذي لا إجابة فيه فيُترك خارج المتوسطات.
    [few] { $n } أسئلة بلا إجابة. يمكنك التقديم مع ذلك. وفي المجال الذي فيه إجابات تُحسب غير مطبّقة، أما المجال الذي لا إجابة فيه فيُترك خارج المتوسطات.
    [many] { $n } سؤالًا بلا إجابة. يمكنك التقديم مع ذلك. وفي المجال الذي فيه إجابات تُحسب غير مطبّقة، أما المجال الذي لا إجابة فيه فيُترك خارج المتوسطات.
   *[other] { $n } سؤال بلا إجابة. يمكنك التقديم مع ذلك. وفي المجال الذي فيه إجابات تُحسب غير مطبّقة، أما المجال الذي لا إجابة فيه فيُترك خارج المتوسطات.
}
review-table = الإجابات بحسب المجال
review-asked = المطلوبة
review-unanswered = بلا إجابة
review-unknown = غير معروفة
review-not-applicable = لا تنطبق
review-not-applicable-title = ممارسات لا تنطبق
review-not-applicable-help = كل واحدة منها تحتاج إلى موافقتك. وما تعيده يُحسب غير معروف إلى أن يجيب عنه أحد.
review-none-not-applicable = لم تُوسم أي ممارسة بذلك.
review-approve = أوافق: لا ينطبق علينا
review-return = أعيده: ينطبق علينا
review-decide = احفظ القرارات
review-submit-title = التقديم
review-submit-text = التقديم يجمّد الإجابات وملف الهيئة والتقرير. ولا يرى أحد من خارج هيئتك أكثر من قبل، فذلك يُقرَّر على حدة.
review-confirm = راجعت الإجابات، ويمكن تجميدها.
review-changed-scope = صار الفحص السريع تقييمًا كاملًا.
review-changed-profile = تغيّر ملف هيئتك: التقنية أو الفئة أو الأهداف أو موعد الانتخابات.
review-changed-model = صُحّحت أسئلة النموذج أو أرقامه.
review-submit = قدّم التقييم

report-title = تقرير الثغرات
report-page-title = تقرير الثغرات · { $body }
report-draft = مسودة: قد تتغير الإجابات
report-as-of = بتاريخ
report-scope = التقييم
report-election = الانتخابات القادمة
report-no-election = لم يُدخل موعد
report-weeks-to-election = { $n ->
    [zero] خلال أقل من أسبوع
    [one] بعد أسبوع واحد
    [two] بعد أسبوعين
    [few] بعد { $n } أسابيع
    [many] بعد { $n } أسبوعًا
   *[other] بعد { $n } أسبوع
}
report-weeks-now = { $n ->
    [zero] بقي على الانتخابات حتى اليوم، { $date }، أقل من أسبوع. أما التقرير أدناه فيحسب من يوم تقديمه.
    [one] بقي على الانتخابات حتى اليوم، { $date }، أسبوع واحد. أما التقرير أدناه فيحسب من يوم تقديمه.
    [two] بقي على الانتخابات حتى اليوم، { $date }، أسبوعان. أما التقرير أدناه فيحسب من يوم تقديمه.
    [few] بقيت على الانتخابات حتى اليوم، { $date }، { $n } أسابيع. أما التقرير أدناه فيحسب من يوم تقديمه.
    [many] بقي على الانتخابات حتى اليوم، { $date }، { $n } أسبوعًا. أما التقرير أدناه فيحسب من يوم تقديمه.
   *[other] بقي على الانتخابات حتى اليوم، { $date }، { $n } أسبوع. أما التقرير أدناه فيحسب من يوم تقديمه.
}
report-election-past = مضى موعد الانتخابات في { $date }. أما التقرير أدناه فيحسب من يوم تقديمه.
report-tier = الفئة
report-model = النموذج
report-model-version = الإصدار { $version }
report-nothing-answered = لم يُجب عن شيء بعد، فلا شيء يُذكر في التقرير. وليس هذا صفرًا.
report-sentence-level = يصمد السد عند المستوى { $gated } من { $highest }، وهو ارتفاع أخفض نقطة فيه: { $domain }، والمتوسط { $average }.
report-sentence-reached = { $n ->
    [zero] لا يبلغ أي مجال هدفه، وعدد المجالات { $of }.
    [one] يبلغ مجال واحد من { $of } هدفه.
    [two] يبلغ مجالان من { $of } هدفيهما.
    [few] تبلغ { $n } مجالات من { $of } أهدافها.
    [many] يبلغ { $n } مجالًا من { $of } هدفه.
   *[other] يبلغ { $n } مجال من { $of } هدفه.
}
report-sentence-gaps = { $n ->
    [zero] لا تبقى ثغرات
    [one] تبقى ثغرة واحدة
    [two] تبقى ثغرتان
    [few] تبقى { $n } ثغرات
    [many] تبقى { $n } ثغرة
   *[other] تبقى { $n } ثغرة
}، { $before ->
    [zero] ولا يمكن سد أي منها قبل الاقتراع في { $date }.
    [one] ويمكن سد واحدة قبل الاقتراع في { $date }.
    [two] ويمكن سد اثنتين قبل الاقتراع في { $date }.
    [few] ويمكن سد { $before } منها قبل الاقتراع في { $date }.
    [many] ويمكن سد { $before } منها قبل الاقتراع في { $date }.
   *[other] ويمكن سد { $before } منها قبل الاقتراع في { $date }.
}
report-sentence-gaps-no-date = { $n ->
    [zero] لا تبقى ثغرات.
    [one] تبقى ثغرة واحدة، ولا يمكن تقدير الوقت اللازم لها دون موعد للاقتراع.
    [two] تبقى ثغرتان، ولا يمكن تقدير الوقت اللازم لهما دون موعد للاقتراع.
    [few] تبقى { $n } ثغرات، ولا يمكن تقدير الوقت اللازم لها دون موعد للاقتراع.
    [many] تبقى { $n } ثغرة، ولا يمكن تقدير الوقت اللازم لها دون موعد للاقتراع.
   *[other] تبقى { $n } ثغرة، ولا يمكن تقدير الوقت اللازم لها دون موعد للاقتراع.
}
report-sentence-no-gaps = لا تبقى ثغرات.
report-sentence-widest = يقع أكبر جزء مما ينقص، { $share }، في { $domain }، وقد أُجيب عن { $answered } من الأسئلة.
report-sentence-answered = أُجيب عن { $answered } من الأسئلة.
report-quick-note = لا يسأل الفحص السريع إلا عن المستوى 1، فتقع درجاته بين 0 و1.
report-top-title = قبل الاقتراع
report-top-title-no-date = ما يُعمل أولًا
report-top-none = لا يمكن أن يكتمل شيء مما ينقص قبل بدء التجميد. انظر أدناه ما يمكن عمله بدلًا من ذلك.
report-top-why = تأتي هذه أولًا بسبب الضرر الذي تمنعه وما تعيق تقدّمه، مقارنةً بالعمل والوقت اللازمين لها.
impact-1 = من دونه ينقص تحسين دقيق فقط.
impact-2 = من دونه يكون الضرر غير مباشر أو نادرًا.
impact-3 = من دونه قد يقع ضرر حقيقي، محدود أو يمكن إصلاحه خلال أيام.
impact-4 = من دونه قد يتوقف جزء رئيسي من الانتخابات، أو قد يسيطر مهاجم.
impact-5 = من دونه قد يتوقف التصويت على نطاق واسع، أو قد تكون النتيجة خاطئة أو مفقودة أو غير قابلة للإثبات.
report-no-gaps = لا تبقى ثغرات.
report-lessons = دروس تعين على ذلك
report-gates = يمنع المجال من بلوغ مستواه التالي
report-weeks = { $n ->
    [zero] في الحال
    [one] أسبوع واحد
    [two] أسبوعان
    [few] { $n } أسابيع
    [many] { $n } أسبوعًا
   *[other] { $n } أسبوع
}
report-gaps-title = كل الثغرات بحسب ما يمكن إنجازه في الوقت المناسب
report-gap-count = { $n ->
    [zero] لا ثغرات
    [one] ثغرة واحدة
    [two] ثغرتان
    [few] { $n } ثغرات
    [many] { $n } ثغرة
   *[other] { $n } ثغرة
}
report-practice = الممارسة
report-answer = الإجابة
report-level = المستوى
report-effort = الجهد
report-lead-weeks = الأسابيع
report-priority = الأولوية
report-domains-title = مجالًا مجالًا
report-domains-caption = درجات كل مجال وهدفه وثغراته
report-domain = المجال
report-average = المتوسط
report-gated = المستوى المتحقق
report-target = الهدف
report-answered = المجاب عنه
report-gaps = الثغرات
report-share = الحصة من الثغرات
report-whole = الهيئة كلها
report-not-answered = بلا إجابة
report-na-warning = وُسم أكثر من { $share } من هذا المجال بأنه لا ينطبق.
report-to-target = قُطع { $share } من الطريق إلى الأهداف.
report-weighted = مجموع الأولويات
report-frameworks-title = من خلال أطر أخرى
report-frameworks-text = الإجابات نفسها مرتبة بحسب الأطر التي كثيرًا ما يسأل عنها المانحون والمدققون. وقد تخدم الممارسة الواحدة عدة أجزاء، فلا يساوي مجموع الأرقام الكل. والدرجة على مقياس متوسط المجال نفسه، محسوبة على كل الممارسات التي تخدم الجزء.
report-nist-caption = إطار NIST للأمن السيبراني 2.0، بحسب الوظيفة والفئة
report-cis-caption = ضوابط CIS، الإصدار 8.1، بحسب الضابط
report-framework-part = الجزء
report-cis-control = الضابط { $code }
report-framework-covered = المشمول
report-framework-covered-text = المشمول: كم من الفئات الفرعية أو التدابير في الجزء يسأل عنه هذا النموذج الهيئةَ.
report-framework-score = الدرجة
report-framework-of = { $n } من { $all }
nist-gv = الحوكمة
nist-gv-oc = سياق المؤسسة
nist-gv-rm = استراتيجية إدارة المخاطر
nist-gv-rr = الأدوار والمسؤوليات والصلاحيات
nist-gv-po = السياسة
nist-gv-ov = الإشراف
nist-gv-sc = إدارة مخاطر سلسلة التوريد
nist-id = التعرّف
nist-id-am = إدارة الأصول
nist-id-ra = تقييم المخاطر
nist-id-im = التحسين
nist-pr = الحماية
nist-pr-aa = الهوية والتحقق منها وضبط الوصول
nist-pr-at = التوعية والتدريب
nist-pr-ds = أمن البيانات
nist-pr-ps = أمن المنصات
nist-pr-ir = قدرة البنية التحتية على الصمود
nist-de = الكشف
nist-de-cm = المراقبة المستمرة
nist-de-ae = تحليل الأحداث الضارة
nist-rs = الاستجابة
nist-rs-ma = إدارة الحوادث
nist-rs-an = تحليل الحوادث
nist-rs-co = الإبلاغ عن الحوادث والتواصل بشأنها
nist-rs-mi = احتواء الحوادث
nist-rc = التعافي
nist-rc-rp = تنفيذ خطة التعافي
nist-rc-co = التواصل بشأن التعافي
report-method-title = كيف حُسب هذا
report-method-values = غير مطبّق وغير معروف: 0، وجزئيًا: 1/3، وإلى حد كبير: 2/3، وبالكامل: 1. والسؤال بلا إجابة يُحسب 0 متى كان في مجاله إجابة.
report-method-average = متوسط المجال: 4 أضعاف متوسط مستوياته، ولكل مستوى متوسط إجاباته (وفي الفحص السريع ضعف واحد). والكل هو متوسط المجالات.
report-method-average-up-to-target = متوسط المجال: مجموع متوسطات الإجابات في مستوياته. والمستوى الذي لا يُسأل فيه عن شيء حتى الهدف يُحتسب كالمستوى الذي تحته، والمستوى الذي لا تُطرح أسئلته يُحتسب صفرًا. أما المجموع فهو متوسط المجالات.
report-method-gated = المستوى المتحقق: أعلى مستوى تكون كل الممارسات حتى بلوغه مطبقة بالكامل أو إلى حد كبير. والكل هو أدنى المجالات.
report-method-target = الهدف: بحسب الفئة، أو ما اختارته الهيئة مع ذكر السبب.
report-method-gate = الممارسة التي تمنع مجالها من بلوغ مستواه التالي يُضرب وزنها في { $factor } ‏(g)، وغيرها في 1.
report-method-timing = { $weeks ->
    [zero] يمكن سد الثغرة قبل الاقتراع إذا انتهت أسابيعها قبل يومه، ولا تجميد للتغييرات.
    [one] يمكن سد الثغرة قبل الاقتراع إذا انتهت أسابيعها قبل التجميد، ومدته أسبوع واحد.
    [two] يمكن سد الثغرة قبل الاقتراع إذا انتهت أسابيعها قبل التجميد، ومدته أسبوعان.
    [few] يمكن سد الثغرة قبل الاقتراع إذا انتهت أسابيعها قبل التجميد، ومدته { $weeks } أسابيع.
    [many] يمكن سد الثغرة قبل الاقتراع إذا انتهت أسابيعها قبل التجميد، ومدته { $weeks } أسبوعًا.
   *[other] يمكن سد الثغرة قبل الاقتراع إذا انتهت أسابيعها قبل التجميد، ومدته { $weeks } أسبوع.
}
report-method-na = ما لا ينطبق يُترك خارج الحساب متى وافق عليه المسؤول، ويُحسب غير معروف إلى ذلك الحين.
report-method-rounding = يُقرَّب كل رقم مرة واحدة، والنصف إلى أعلى.
report-method-priority = أولوية الثغرة هي
report-method-letters = gap: واحد ناقص قيمة الإجابة؛ I: الأثر من 1 إلى 5؛ E: الجهد من 1 إلى 5.
report-method-letters-lead = gap: واحد ناقص قيمة الإجابة؛ I: الأثر 1–5؛ E: الجهد 1–5؛ L: الأسابيع حتى يعمل. وما تساوى يُرتَّب بالوقت الأقل ثم بالعمل الأقل.
report-files-label = الأرقام نفسها في ملفات
report-csv = نزّله بصيغة CSV
report-json = نزّله بصيغة JSON
effort-1 = جهد قليل جدًا
effort-2 = جهد قليل
effort-3 = بعض الجهد
effort-4 = جهد كبير
effort-5 = جهد كبير جدًا
bucket-before-election = يمكن سدها قبل الاقتراع
bucket-before-election-text = الوقت كافٍ قبل بدء التجميد.
bucket-procedural-only = تدابير إجرائية فقط
bucket-procedural-only-text = يقع التدبير الكامل في فترة التجميد. استعينوا الآن بالورق والأشخاص والإجراءات.
bucket-compensating = عوّضوا عنها الآن وأصلحوها في الدورة القادمة
bucket-compensating-text = يحتاج التدبير الكامل إلى وقت أطول من المتاح. قللوا الضرر الممكن.
bucket-no-date = دون موعد
bucket-no-date-text = لم يُدخل موعد للاقتراع، فرُتبت هذه بحسب الأولوية وحدها.

dyke-title = مقطع السد
dyke-lowest = الأخفض: { $domain }
dyke-domain = { $title }: المتوسط { $average }، والمستوى المتحقق { $gated }، والهدف { $target }.
dyke-domain-unanswered = { $title }: بلا إجابة، والهدف { $target }.
dyke-legend-crest = القمة: المتوسط
dyke-legend-solid = الجسم المصمت: المستوى المتحقق
dyke-legend-target = الخط المتقطع: الهدف
dyke-legend-water = الماء: دون الهدف

error-answer-missing = اختر إجابة. ما كتبته بجانبها محفوظ هنا.
error-answer-unknown = اختر إحدى الإجابات المعروضة.
error-answer-ticks = ضع لكل بند علامة إما على أنه صحيح أو على «لا أعرف»، لا عليهما معًا.
error-answer-needs-ticks = ضع علامة على البنود الصحيحة: تتبعها الإجابة.
error-answer-above-ticks = هذه الإجابة تقول أكثر مما عليه علامات. ضع علامة على ما هو صحيح أيضًا، أو اختر «بحسب العلامات».
error-answer-below-ticks-note = إجابتك أقل مما عليه علامات. اكتب السبب في الملاحظة.
error-not-applicable-reason = بيّن لماذا لا ينطبق.
error-note-long = استخدم للملاحظة 4000 حرف على الأكثر.
error-reason-long = استخدم للسبب 1000 حرف على الأكثر.
error-reason-missing = اذكر سببًا.
error-assessment-submitted = قُدّم هذا التقييم، ولم يعد ممكنًا تغيير إجاباته.
error-assessment-changed = لم يعد هذا التقييم كما اطّلعت عليه، ولذلك لم يُقدَّم. راجع ما تغيّر ثم قدّمه مرة أخرى.
error-assessment-open = ما زال لهيئتك تقييم آخر مفتوح. أنهِه أولًا.
error-scope-missing = اختر الفحص السريع أو التقييم الكامل.
error-nothing-answered = أجب عن سؤال واحد على الأقل قبل التقديم.
error-confirm-missing = أكّد أنه يمكن تجميد الإجابات.
error-verdict-missing = وافق على أنه لا ينطبق، أو أعِده.
error-verdict-changed = غيّر أحدهم إجابة وأنت تقرر. راجعها مجددًا أدناه.
error-profile-changed = عدّل مسؤول آخر ملف الهيئة في هذه الأثناء. ما كتبته محفوظ: قارنه بصفحة الهيئة ثم احفظ مجددًا.
error-tier-unknown = اختر إحدى الفئات المعروضة.
error-target-range = اختر هدفًا من 1 إلى 4.
error-freeze-range = أدخل عدد الأسابيع من 0 إلى 52.
error-date-malformed = أدخل يومًا مثل 2027-05-09.
error-date-past = أدخل يومًا لم يأتِ بعد.
error-date-far = أدخل يومًا خلال السنوات العشرين القادمة.
