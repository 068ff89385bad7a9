# الدورات والدروس والاختبارات والمصطلحات وكيفية التعامل مع البيانات.

audience-all-staff = كل العاملين في المكتب
audience-leadership = المفوضون والمديرون
audience-registration = موظفو التسجيل
audience-operations = العمليات
audience-it = موظفو تقنية المعلومات
audience-procurement = المشتريات
audience-logistics = المخازن والنقل ومراكز الاقتراع
audience-communications = الإعلام والتواصل مع الجمهور
audience-liaison = التنسيق مع الجهات الأخرى

learn-title = الدورات
learn-lead = دروس قصيرة بلغة سهلة لمن يديرون الانتخابات. اقرأ درسًا بين مهمتين؛ وينتهي كل درس بثلاثة أشياء تفعلها هذا الأسبوع.
learn-no-account-needed = يمكن قراءة كل شيء دون حساب. سجّل الدخول لحفظ تقدمك وأداء الاختبارات.
learn-filter-label = الدورات حسب الوظيفة
learn-filter-all = كل الدورات
learn-none-for-role = لا توجد دورة لهذه الوظيفة بعد.
learn-show-all = اعرض كل الدورات
learn-lessons = { $n ->
    [zero] لا دروس
    [one] درس واحد
    [two] درسان
    [few] { $n } دروس
    [many] { $n } درسًا
   *[other] { $n } درس
}
learn-minutes = { $n ->
    [zero] أقل من دقيقة
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $n } دقائق
    [many] { $n } دقيقة
   *[other] { $n } دقيقة
}
learn-questions = { $n ->
    [zero] لا أسئلة
    [one] سؤال واحد
    [two] سؤالان
    [few] { $n } أسئلة
    [many] { $n } سؤالًا
   *[other] { $n } سؤال
}
learn-for = لمن: { $roles }
learn-progress = { $done } من { $n ->
    [zero] { $n } درس
    [one] درس واحد
    [two] درسين
    [few] { $n } دروس
    [many] { $n } درسًا
   *[other] { $n } درس
}
learn-continue-with = تابع مع
learn-start-with = ابدأ مع
learn-course-completed = اكتملت الدورة في { $date }
learn-course-retired = لم تعد هذه الدورة متاحة. وما أنجزته فيها يبقى محفوظًا.
learn-about-course = عن هذه الدورة
learn-module-number = الوحدة { $n }
learn-objectives = ستكون قادرًا على
learn-quiz = اختبار
learn-quiz-best = أفضل نتيجة { $share }، لم تنجح بعد
learn-quiz-passed-best = نجحت، أفضل نتيجة { $share }
learn-fact-for = لمن
learn-fact-time = مدة القراءة
learn-fact-lessons = الدروس
learn-fact-pass-mark = درجة النجاح
learn-fact-version = الإصدار
learn-fact-licence = الرخصة
learn-fact-questions = الأسئلة
learn-fact-tries = المحاولات
learn-fact-feedback = الملاحظات
learn-practices = { $n ->
    [zero] لا ممارسات من نموذج النضج
    [one] الممارسة التي تخدمها من نموذج النضج
    [two] الممارستان اللتان تخدمهما من نموذج النضج
    [few] { $n } ممارسات تخدمها من نموذج النضج
    [many] { $n } ممارسة تخدمها من نموذج النضج
   *[other] { $n } ممارسة تخدمها من نموذج النضج
}

learn-contents = محتويات الدورة
learn-contents-short = دروس الدورة
learn-place = الوحدة { $module } · الدرس { $lesson } من { $n }
learn-reviewed = روجع في { $date }
learn-revised = نُقّح هذا الدرس منذ أن قرأته في { $date }.
learn-mark-read = مقروء
learn-mark-passed = ناجح
learn-forms-title = نماذج للطباعة
learn-forms-note = كل نموذج في ورقة واحدة من قياس A4.
learn-check-title = اختبر نفسك
learn-check-note = افتح أي خيار لترى هل هو صحيح ولماذا. لا يُحسب شيء ولا يُحفظ شيء.
learn-not-translated = لم يُترجم نص هذا الدرس بعد، وهو معروض باللغة التي كُتب بها.
learn-translated = تُرجم { $share } من هذا الدرس، والباقي معروض باللغة التي كُتب بها.
learn-lesson-retired = لم يعد هذا الدرس جزءًا من الدورة. وهو باقٍ هنا لمن قرأه.
learn-sign-in-hint = هل أنهيت هذا الدرس؟
learn-sign-in-link = سجّل الدخول لحفظ تقدمك
learn-read-button = قرأت هذا الدرس
learn-read-again-button = قرأته مرة أخرى
learn-read-on = قرأت هذا الدرس في { $date }.
learn-turn-label = السابق والتالي
learn-previous = السابق
learn-next = التالي
learn-back-to-course = العودة إلى الدورة

learn-pass-mark = { $share } من الإجابات صحيحة
learn-tries = بقدر ما تشاء، وتُحتسب أفضل نتيجة.
learn-feedback-when = بعد التسليم، على كل ما اخترته. وبعد النجاح، على ما فاتك أيضًا.
learn-quiz-sign-in = سجّل الدخول لأداء هذا الاختبار. تُحفظ نتيجتك مع حسابك.
learn-quiz-start = ابدأ الاختبار
learn-quiz-resume = تابع الاختبار
learn-quiz-again = حاول مرة أخرى
learn-earlier-attempts = { $n ->
    [zero] لا محاولات سابقة
    [one] محاولتك السابقة
    [two] محاولتاك الأخيرتان
    [few] محاولاتك الأخيرة ({ $n } محاولات)
    [many] محاولاتك الأخيرة ({ $n } محاولة)
   *[other] محاولاتك الأخيرة ({ $n } محاولة)
}
learn-handed-in = وقت التسليم
learn-result = النتيجة
learn-outcome = الحصيلة
learn-passed = ناجح
learn-not-passed = لم تنجح بعد
learn-quiz-note = خذ وقتك. لا يُصحَّح شيء قبل أن تسلّم الاختبار.
learn-quiz-changed = تغيّر هذا الاختبار منذ أن بدأت. تجيب عن الأسئلة كما كانت حينها، وتُصحَّح كما كانت حينها.
learn-handed-in-before = سُلّمت هذه المحاولة من قبل في نافذة أخرى، فلا تُحتسب الإجابات التي أرسلتها الآن. وفيما يلي النتيجة المحتسبة.
learn-question = السؤال { $n }
learn-question-of = السؤال { $n } من { $total }
learn-question-unanswered = السؤال { $n } بلا إجابة بعد
learn-question-one-choice = للسؤال { $n } إجابة واحدة فقط
learn-question-unmarked = السؤال { $n } بلا علامة بعد
learn-question-unplaced = السؤال { $n }: ما زال هناك ما لم يُعطَ موضعًا
learn-question-same-place = السؤال { $n }: أُعطي موضع مرتين
learn-question-unmatched = السؤال { $n }: ما زال هناك ما بقي بلا إجابة
learn-question-same-match = السؤال { $n }: استُخدمت إجابة مرتين
learn-choose-one = اختر إجابة واحدة.
learn-choose-all = اختر كل ما ينطبق.
learn-order-hint = أعطِ كلًّا منها موضعه، والموضع 1 هو الأول. يُعطى كل موضع مرة واحدة.
learn-place-choose = الموضع
learn-match-hint = اختر لكلٍّ منها ما يناسبه. تُستخدم كل إجابة مرة واحدة على الأكثر، وقد يبقى بعضها.
learn-match-offers = الإجابات المتاحة
learn-match-choose = اختر
learn-mark-hint = علّم سطرًا واحدًا أو أكثر.
learn-hand-in = سلّم الإجابات
learn-result-title = { $quiz }: نتيجتك
learn-result-heading = نتيجتك
learn-score = الإجابات الصحيحة: { $correct } من { $n }، أي { $share }.
learn-needed = يلزم { $share } للنجاح.
learn-handed-in-on = سُلّم في { $moment }
learn-try-again-hint = اقرأ الملاحظات أدناه، وارجع إلى الدروس حيث تحتاج، ثم حاول من جديد. قد تختلف أسئلة المحاولة التالية.
learn-your-answers = إجاباتك
learn-right = صحيح
learn-wrong = غير صحيح
learn-you-chose = اخترت
learn-also-correct = صحيح أيضًا
learn-choice-correct = اختيار صحيح
learn-choice-wrong = اختيار غير صحيح
learn-your-order = ترتيبك
learn-in-place = في موضعه
learn-not-in-place = ليس في موضعه
learn-right-order = الترتيب الصحيح
learn-pair-right = متوافقان
learn-pair-wrong = غير متوافقين
learn-pair-belongs = ما يناسبه
learn-line-found = عُلّم بحق
learn-line-mistaken = ما كان ينبغي تعليمه
learn-line-missed = كان ينبغي تعليمه
learn-line-left = تُرك بحق
learn-question-gone = لم يعد هذا السؤال جزءًا من الاختبار.
learn-question-changed = تغيّر هذا السؤال منذ ذلك الحين؛ ونتيجتك تبقى كما كانت.

error-question-unanswered = اختر إجابة.
error-question-one-choice = اختر إجابة واحدة فقط.
error-question-unmarked = علّم سطرًا واحدًا على الأقل.
error-question-unplaced = أعطِ كلًّا منها موضعًا.
error-question-same-place = أعطِ كل موضع مرة واحدة فقط.
error-question-unmatched = اختر إجابة لكلٍّ منها.
error-question-same-match = استخدم كل إجابة مرة واحدة على الأكثر.
error-lesson-retired = لم يعد هذا الدرس جزءًا من الدورة، فلا يمكن تسجيله مقروءًا.

artefact-address = عناوين ويب
artefact-form = استمارة
artefact-log = سجل
artefact-message = رسالة
artefact-result-form = استمارة النتائج

glossary-title = المصطلحات
glossary-lead = { $n ->
    [zero] لا مصطلحات بعد.
    [one] مصطلح واحد من الدورات مع شرحه.
    [two] مصطلحان من الدورات مع شرحهما.
    [few] { $n } مصطلحات من الدورات مع شرحها.
    [many] { $n } مصطلحًا من الدورات مع شرحها.
   *[other] { $n } مصطلح من الدورات مع شرحها.
}

about-title = كيف نتعامل مع بياناتك
about-lead = يحفظ بولدر أقل ما يمكن، ويعرضه على أقل عدد ممكن من الناس.
about-stored-title = ما الذي يُحفظ عنك
about-stored-text = إن قرأت دون حساب فلا شيء عنك. وإن كان لك حساب: اسمك، وبريدك الإلكتروني، وبصمة مشفرة لكلمة مرورك، ولغتك، والمؤسسات التي تنتمي إليها وأدوارك فيها، والدروس التي قرأتها، ومحاولاتك في الاختبارات مع إجاباتك، ومع كل منها وقته. ومن كل رابط لاختيار كلمة المرور: بصمة مشفرة له، ومن منحه، وإلى متى يعمل، ومتى استُخدم.
about-work-title = ما تفعله من أجل هيئتك
about-work-text = يحفظ كل تقييم من بدأه ومن قدّمه، ومن أعطى كل إجابة ومن وافق عليها، مع الوقت. ويحفظ ملف هيئتك من غيّره آخر مرة. وتحفظ كل موافقة من اقترحها ومن أكّدها أو رفضها أو سحبها، مع الوقت: ويذكر إيصالها اسمي الشخصين.
about-door-title = ما يتركه تسجيل الدخول
about-door-text = من كل جلسة: ما يسمّي به متصفحك نفسه، ومتى سجّلت الدخول، ومتى استخدمتها آخر مرة (بفارق دقائق قليلة)، ومتى تنتهي. وتُحذف عند تسجيل الخروج، أو خلال ساعة من انتهائها. وتُعدّ كل محاولة دخول للبريد الإلكتروني الذي كُتب فيها، سواء كان لأحد أم لا، ولعنوان الشبكة الذي جاءت منه، لإبطاء من يخمّنون كلمات المرور. وكلمة المرور الصحيحة تُخرج المحاولة من العدّ. ويُحذف ما عُدّ بعد ساعة وربع على الأكثر.
about-seen-title = من يرى ماذا
about-seen-text = أنت من يرى تقدمك ونتائج اختباراتك وجلساتك، ويراها مشغّل هذا الموقع في نسخة بياناتك إن طلبتها. ويرى مسؤولو مؤسستك ومشغّل هذا الموقع من ينتمي إليها، باسمه وبريده الإلكتروني وأدواره، ومن لم يختر كلمة مرور بعد. ويرى التقييمَ، بأسماء من أجابوا، مسؤولو هيئتك والمقيّمون والمراجعون فيها، ويرى الموافقةَ، باسمي من أعطياها، مسؤولوها والمقيّمون فيها. ويستطيع المشغّل إضافة أشخاص إلى أي مؤسسة، وكل من ينتمي إلى مؤسستك يظهر في قائمة أعضائها. ومن يدير هذا الخادم يستطيع قراءة قاعدة بياناته، كما في كل خادم، فاسأل من هو.
about-cookies-title = ملفات الارتباط والجلسات
about-cookies-text = ثلاثة ملفات، كلها من هذا الموقع: أحدها يُبقيك مسجلًا، والثاني يتذكر لغتك، والثالث يتذكر نصف سنة أنك سجّلت الدخول بهذا المتصفح، فلا يستطيع أحد أن يمنعك من الدخول بتخمين كلمة مرورك. وهو لا يُدخل أحدًا. لا تتبع ولا إعلانات ولا شيء من مواقع أخرى. وتنتهي الجلسة من تلقاء نفسها بعد مدة دون استخدام. ويمكنك أن ترى جلساتك وتنهيها في صفحة حسابك. وعلى حاسوب مشترك، سجّل الخروج.
about-donors-title = ما الذي يراه المانحون
about-donors-text = لا شيء، ما لم يوافق شخصان من هيئتك، وفي كل جولة على حدة. يمكن لهيئتك أن تعرض تقريرها باسمها، أو تشارك دون اسمها. وعندئذ تُحتسب مرة واحدة في مجموعة من خمس هيئات على الأقل، ولا تُعرض إلا شريحة المجموعة، وفي المجموعة الكبيرة عدد الهيئات في كل من ثلاثة أجزاء من السلّم: لا رقم دقيق، ولا رقمان يمكن أن تُستنتج منهما درجتكم. وإن غيّرت رأيك سرى التغيير على كل جولة لاحقة، أما ما نُشر من قبل فيبقى منشورًا.
about-rights-title = إن أردت تغيير شيء
about-rights-text = يمكنك تغيير اسمك ولغتك وكلمة مرورك بنفسك. وتعطيك صفحة حسابك نسخة مما هو محفوظ عنك. ولحذف حسابك اطلب ذلك من مشغّل هذا الموقع.

form-hint = اطبع هذه الصفحة من متصفحك، فهي تتسع في ورقة واحدة من قياس A4. وإن لم تكن لديك طابعة فانسخها بخط يدك.
form-not-translated = لم تكتمل ترجمة هذا النموذج بعد. وما لم يُترجم يظهر باللغة التي كُتب بها.

guides-title = أدلة
guides-lead = للجميع ودون حساب: ممن تُطلب المساعدة، وماذا يستطيع كل منا أن يفعل، وماذا تفعل المنصات.
guides-not-translated = لم تكتمل ترجمة هذه الصفحة بعد. وما لم يُترجم يظهر باللغة التي كُتب بها.
partners-title = ممن تطلب المساعدة
partners-lead = شبكات الهيئات الانتخابية والمنظمات بأسمائها: من يفعل ماذا، وكيف تطلب، وكم يستغرق ذلك.
partners-note = اطلب قبل أن تحتاج إلى المساعدة، فمعظمها يستغرق شهورًا. وأقرب المساعدة مذكورة أولًا. وتحت كل اسم كُتب مصدر المعلومات وتاريخه، فالعناوين والمهام تتغير.
partners-contents = أنواع المنظمات
partner-offers = ماذا تفعل
partner-how-to-ask = كيف تطلب، وكم يستغرق ذلك
partner-regions = أين، أو لمن
partner-languages = اللغات
partner-website = الموقع
partner-last-seen = أحدث أثر:
partner-not-seen = لم تُقرأ أي صفحة عامة عنها: ابحث عن العنوان بنفسك قبل أن تستعمله.
partner-kind-home = في بلدك
partner-kind-election-bodies = شبكات الهيئات الانتخابية
partner-kind-united-nations = الأمم المتحدة
partner-kind-intergovernmental = منظمات أخرى للدول
partner-kind-response-teams = فرق الاستجابة وشبكاتها
partner-kind-non-profit = منظمات غير ربحية
partner-kind-knowledge = التدريب والخبراء ومجموعات المعرفة

help-title = أنواع المساعدة
help-lead = ما يمكن تمويله لهيئة انتخابية: ماذا يغيّر، وكم يكلّف، وكم يستغرق، وما مقدار المعروف عن أثره.
help-caution = الأرقام تقديرات ضمن حدود، ولم تكد أي دراسة تقيس المساعدة المقدمة إلى الهيئات الانتخابية. والتكاليف بدولارات الولايات المتحدة لعام 2025، مع حصة الجهة المنفذة ودون ضرائب، لهيئة وطنية لديها { $places } مركز اقتراع.
help-contents = الأنواع
help-kind = النوع
help-kind-advice = مشورة
help-kind-training = تدريب
help-kind-exercise = تمارين
help-kind-software = برامج
help-kind-equipment = معدات
help-kind-service = خدمات
help-kind-audit = مراجعات واختبارات من الخارج
help-kind-legal = قوانين وقواعد
help-kind-communication = مخاطبة الجمهور
help-kind-surge = مزيد من الأشخاص في الأيام الحاسمة
help-kind-peer-exchange = التعلم من هيئات انتخابية أخرى
help-cost = التكلفة
help-cost-is = { $fixed } مرة واحدة، و{ $body } لكل هيئة
help-cost-places = تزداد التكلفة بحجم الهيئة: { $base } و{ $unit } لكل مركز اقتراع.
help-money = { $low }–{ $high } دولار أمريكي
help-time = المدة
help-weeks = من { $low } إلى { $high } أسبوعًا
help-freeze-yes = لا تمس أي نظام انتخابي، ويمكن أن تجري في الأسابيع الأخيرة قبل الاقتراع.
help-freeze-no = يجب أن تنتهي قبل الأسابيع التي لا يُغيَّر فيها شيء.
help-load = عمل موظفي الهيئة أنفسهم
help-days = { $n ->
    [one] يوم واحد تقريبًا.
    [two] يومان تقريبًا.
    [few] { $n } أيام تقريبًا، بزيادة الثلث أو نقصانه.
    [many] { $n } يومًا تقريبًا، بزيادة الثلث أو نقصانه.
   *[other] { $n } يوم تقريبًا، بزيادة الثلث أو نقصانه.
}
help-what = ماذا يحدث
help-not = ما لا تفعله:
help-needs = ما يجب أن يتوفر أولًا
help-lifts = ماذا تغيّر
help-lifts-lead = حصة ما لا يزال ناقصًا التي تسدّها عادة في هيئة تريدها. والمساعدة التي تنتهي لا تكمل شيئًا وحدها.
help-practice = الممارسة
help-share = تسدّ
help-lessons = الدروس التي تعلّمها
help-risks = ما قد يسوء
help-evidence = ما مقدار المعروف
help-strength-strong = أدلة قوية
help-strength-moderate = أدلة متوسطة
help-strength-weak = أدلة ضعيفة
help-strength-expert-judgement = رأي خبراء فقط
help-checked-opened = قُرئ في مصدره.
help-checked-reported = معروف من تقرير جهة أخرى.
help-checked-memory = لم يُقرأ: ابحث عنه قبل أن تعتمد عليه.
help-offers = من يقدمها
help-offers-lead = لا توصية هنا بأحد، والعروض تنتهي: اسأل قبل أن تخطط لعرض.
help-purposes = كيف يبلّغ عنها المانح
help-purposes-are = رموز الغرض لدى لجنة المساعدة الإنمائية: { $codes }.
help-figures = عن هذه الأرقام
help-retired = لم يعد هذا النوع من المساعدة معروضًا هنا. وتبقى الصفحة لمن اتفقوا عليه.
