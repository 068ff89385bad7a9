# تسجيل الدخول وكلمات المرور.

field-email = البريد الإلكتروني
field-password = كلمة المرور
field-new-password = كلمة المرور الجديدة
field-repeat-password = كلمة المرور الجديدة مرة أخرى
sign-in-title = تسجيل الدخول
sign-in-button = تسجيل الدخول
demo-accounts-title = حسابات هذا العرض التوضيحي
demo-accounts-password = كلمة مرور كل حساب منها هي
sign-in-password-saved = حُفظت كلمة مرورك. سجّل الدخول بها وببريدك الإلكتروني.
sign-in-help = ليس لديك حساب أو فقدت كلمة المرور؟ اطلب رابطًا جديدًا من مسؤول مؤسستك.
set-password-title = اختر كلمة مرور
set-password-help = 15 حرفًا على الأقل. بضع كلمات تتذكرها خير من لغز قصير.
set-password-button = احفظ كلمة المرور
set-password-signed-in = سُجّل الدخول هنا باسم { $name }. تنتهي تلك الجلسة عند حفظ كلمة المرور. ثم سجّل الدخول بعنوان الشخص الذي أُعدّ هذا الرابط من أجله.
link-damaged-title = هذا الرابط غير مكتمل
link-damaged = تأكد من نسخ الرابط كاملًا حتى آخر حرف فيه. فإن لم يعمل فاطلب رابطًا جديدًا ممن أرسله إليك.
link-unknown-title = هذا الرابط غير معروف هنا
link-unknown = تأكد من نسخ الرابط كاملًا دون تغيير شيء فيه. فإن لم يعمل فاطلب رابطًا جديدًا ممن أرسله إليك.
link-used-title = استُخدم هذا الرابط
link-used = اختيرت به كلمة مرور في { $moment }. إن كنت أنت من فعل ذلك فسجّل الدخول بها. وإن لم تكن أنت فأبلغ فورًا مسؤول مؤسستك أو مشغّل هذا الموقع.
link-replaced-title = حلّ محل هذا الرابط غيره
link-replaced = صدر بعده رابط أحدث، أو تغيّرت كلمة المرور. استخدم أحدث رابط لديك، أو سجّل الدخول.
link-expired-title = انتهت صلاحية هذا الرابط
link-expired = كان يعمل حتى { $moment }. اطلب رابطًا جديدًا من مسؤول مؤسستك.
link-withdrawn-title = لم يعد هذا الرابط معتمدًا
link-withdrawn = لم يعد يحق لمن أصدره أن يصدر روابط لهذا الحساب. اطلب رابطًا جديدًا من مسؤول مؤسستك أو من مشغّل هذا الموقع.

error-email-missing = أدخل بريدك الإلكتروني.
error-email-elsewhere = يوجد حساب بهذا العنوان لا تديره مؤسستك. يستطيع مشغّل هذا الموقع إضافته هنا.
error-email-malformed = أدخل بريدًا إلكترونيًا مثل name@example.org، بحروف لاتينية بلا علامات.
error-password-missing = أدخل كلمة المرور.
error-sign-in-failed = البريد وكلمة المرور لا يتطابقان. راجعهما وحاول مجددًا.
error-password-short = استخدم 15 حرفًا على الأقل.
error-password-easy = يسهل تخمين كلمة المرور هذه. استخدم عدة كلمات لا صلة بينها. لا يزيدها قوةً اسمك ولا عنوانك ولا اسم مؤسستك ولا كلمات مثل «انتخابات».
error-password-long = استخدم 256 حرفًا على الأكثر.
error-password-differs = كلمتا المرور مختلفتان. اكتب الكلمة نفسها مرتين.
error-name-missing = أدخل اسمًا.
error-name-long = استخدم 200 حرف على الأكثر.
error-role-missing = اختر دورًا واحدًا على الأقل.

# الحساب الشخصي.

account-title = حسابك
account-person-title = الاسم واللغة
account-person-button = احفظ
account-password-title = غيّر كلمة المرور
account-password-help = تنتهي جلساتك الأخرى عند تغييرها.
account-password-button = غيّر كلمة المرور
account-sessions-title = أين سجّلت الدخول
account-sessions-help = أنهِ ما لا تعرفه، ثم غيّر كلمة المرور.
account-session-current = هذا المتصفح
account-session-since = بدأت في { $moment }
account-session-seen = آخر استخدام في { $moment }
account-end-session-of = إنهاء: { $browser }
account-end-others = أنهِ كل الجلسات الأخرى
account-browser-on = { $browser } على { $system }
account-browser-unknown = متصفح لا يذكر اسمه
account-done-person = حُفظ اسمك ولغتك.
account-done-password = تغيّرت كلمة المرور، وانتهت جلساتك الأخرى.
account-done-session = انتهت الجلسة.
account-done-others = انتهت كل الجلسات الأخرى.
account-data-title = ما يُحفظ عنك
account-data-help = ملف فيه اسمك وعنوانك وأدوارك وما تعلّمته وما أجبت عنه وقررته لمؤسستك وجلساتك وما ورد عنك في سجل الأعمال. لحذف حسابك اطلب ذلك من مشغّل هذا الموقع.
account-data-link = نزّل نسخة (JSON)
field-name = الاسم
field-language = اللغة
field-current-password = كلمة المرور الحالية
error-password-wrong = ليست هذه كلمة المرور الحالية.
error-lang-missing = اختر لغة.

# أعضاء المؤسسة.

people-title = أعضاء { $name }
people-count = { $count ->
    [zero] لا أحد
    [one] شخص واحد
    [two] شخصان
    [few] { $count } أشخاص
    [many] { $count } شخصًا
   *[other] { $count } شخص
}
people-list = الأشخاص
people-search = ابحث بالاسم أو البريد الإلكتروني
people-empty = لا أعضاء هنا بعد. أضف أول شخص أدناه.
people-no-password = لم يختر كلمة مرور بعد.
people-change = تعديل { $name }
people-roles-of = أدوار { $name }
people-save-roles = احفظ الأدوار
people-remove = أزِل من هذه المؤسسة
people-link-button = رابط جديد لاختيار كلمة المرور
people-add-title = أضف شخصًا
people-add-help = يحصل الحساب الجديد على رابط يختار به صاحبه كلمة المرور. سلّم الرابط بنفسك بطريقة تثق بها.
people-add-button = أضف الشخص
people-link-title = رابط من أجل { $name }
people-link-once = انسخه الآن: يظهر هذه المرة فقط ولا يمكن العثور عليه لاحقًا. يعمل مرة واحدة، حتى { $until }. من يملكه يستطيع اختيار كلمة المرور.
people-link-label = رابط اختيار كلمة المرور
people-link-before-used = استُخدم الرابط السابق في { $moment }.
people-link-before-open = لم يُستخدم الرابط السابق. كان سيعمل حتى { $moment }، ولم يعد يعمل.
people-link-before-expired = لم يُستخدم الرابط السابق، وانتهت صلاحيته في { $moment }.
people-link-before-replaced = لم يُستخدم الرابط السابق، وحلّ محله غيره في { $moment }.
people-added = أُضيف { $name }.
people-found = كان الحساب موجودًا من قبل، وكان ينتمي إلى: { $organisations }.
people-found-nowhere = كان الحساب موجودًا من قبل، ولم يكن ينتمي إلى أي مؤسسة.
people-keeps-password = يسجّل صاحبه الدخول بكلمة مروره الحالية.
people-origin = صدر رابط اختيار كلمة مروره باسم { $name }.
people-origin-elsewhere = صدر رابط اختيار كلمة مروره باسم مؤسسة لا تدير أعضاءها.
people-origin-console = صدر رابط اختيار كلمة مروره على الخادم نفسه.
people-origin-unknown = لا يُعرف من أصدر رابط اختيار كلمة مروره.
people-reset = قد يعرف من أصدره كلمة المرور، ولم يكن يحق له منح هذه الأدوار. لذلك لم تعد كلمة المرور صالحة، وانتهت كل الجلسات، ولم تعد الروابط السابقة تعمل. يحتاج الشخص إلى الرابط أدناه.
people-roles-saved = حُفظت الأدوار.
people-data = بيانات { $name } وحذفها
person-removed = عضو سابق
people-added-existing = أُضيف { $name }. كان الحساب موجودًا من قبل، فيسجّل صاحبه الدخول بكلمة مروره الحالية.
people-end-sessions = أنهِ كل الجلسات
people-sessions-title = الجلسات
people-sessions-ended = انتهت كل جلسات { $name }. من يعرف كلمة المرور يستطيع تسجيل الدخول من جديد.
error-sessions-elsewhere = ينتمي هذا الشخص إلى مؤسسات أخرى أيضًا. لا يستطيع إنهاء جلساته إلا مشغّل هذا الموقع.
field-roles = الأدوار
role-learner = متعلّم
role-learner-help = يتابع الدورات.
role-assessor = مقيّم
role-assessor-help = يجيب عن الاستبيان، ويمكنه أن يؤكد بصفته شخصًا ثانيًا ما يراه الآخرون.
role-lead = مسؤول
role-lead-help = يضيف الأشخاص ويوافق ويقدّم التقييم ويقترح ما يراه الآخرون.
role-reviewer = مراجع
role-reviewer-help = خبير مدعو: يقرأ التقييم ولا يغيّر شيئًا.
role-analyst = محلل
role-analyst-help = يقرأ ما تُظهره الهيئات الانتخابية لهذا المانح.
role-implementer = منفّذ
role-implementer-help = يعمل لدى هذا الشريك.
role-operator = مشغّل
role-operator-help = يدير هذا الموقع: المؤسسات والأشخاص والجولات.
error-last-lead = يجب أن يبقى من يستطيع إدارة هذه المؤسسة. امنح هذا الدور لشخص آخر أولًا.
error-link-elsewhere = ينتمي هذا الشخص إلى مؤسسات أخرى أيضًا. لا يستطيع منحه رابطًا جديدًا إلا مشغّل الموقع.
error-link-own = لا يحصل أحد على رابط لنفسه. غيّر كلمة المرور في صفحة «حسابك»، أو اطلب ذلك من شخص آخر يدير هذه المؤسسة.
error-credential-own = يجب تجديد كلمة مرورك قبل أن تُمنح هذا الدور، لأن من أصدر رابطك لم يكن يحق له منحه. اطلب ذلك من مشغّل آخر، أو استخدم الأمر «polder user link» على الخادم.
error-credential-elsewhere = يجب تجديد كلمة مرور هذا الشخص قبل أن يُمنح هذا الدور، وهو ينتمي إلى مؤسسات أخرى أيضًا. لا يستطيع ذلك إلا مشغّل الموقع.
error-person-changed-meanwhile = غيّر شخص آخر انتماء هذا الشخص في اللحظة نفسها. راجع الصفحة مجددًا.
error-person-added-meanwhile = أضاف شخص آخر صاحب هذا العنوان في اللحظة نفسها. راجع القائمة، ثم أرسل النموذج مجددًا إن لم تجده فيها.

# المؤسسات.

organisations-title = المؤسسات
organisations-search = ابحث بالاسم
organisations-kind-all = كل الأنواع
organisations-none = لا شيء بعد.
organisations-add-title = أضف مؤسسة
organisations-add-button = أضف المؤسسة
organisations-body-legend = للهيئات الانتخابية فقط
organisations-body-help = هذه الثلاثة معلنة: تُجمع أرقام المانحين بحسبها.
kind-election-body = هيئة انتخابية
kind-donor = مانح
kind-partner = شريك
kind-operator = مشغّل
kinds-election-body = الهيئات الانتخابية
kinds-donor = المانحون
kinds-partner = الشركاء
kinds-operator = المشغّلون
field-kind = النوع
field-organisation-name = الاسم
field-slug = الاسم في العناوين
field-slug-help = حروف لاتينية صغيرة وأرقام وشرطات. اتركه فارغًا ليُصاغ من الاسم.
field-country = البلد
field-country-help = حرفا المعيار ISO 3166، مثل NL.
field-region = المنطقة
field-region-help = تُجمع أرقام المانحين بحسب المنطقة. تنتمي كل هيئة إلى منطقة من القائمة.
field-income-group = فئة الدخل
income-group-low = دخل منخفض
income-group-lower-middle = دخل متوسط أدنى
income-group-upper-middle = دخل متوسط أعلى
income-group-high = دخل مرتفع
error-kind-missing = اختر نوعًا.
error-slug-malformed = استخدم حروفًا لاتينية صغيرة وأرقامًا وشرطات مفردة، بما لا يزيد على 60.
error-slug-needed = لا يمكن صوغ اسم في العناوين من هذا الاسم. اكتب اسمًا بحروف لاتينية صغيرة مثل port-fund.
error-slug-taken = لمؤسسة أخرى هذا الاسم في العناوين. اختر غيره.
error-country-malformed = أدخل حرفي بلد، مثل NL. لا يوجد بلد بهذين الحرفين.
error-region-missing = اختر منطقة من القائمة.
error-income-group-missing = اختر فئة دخل.
organisation-correct-link = صحّح الاسم أو البيانات
organisation-correct-title = تصحيح { $name }
organisation-correct-text = تبقى الأرقام المنشورة والتقارير المقدَّمة كما كانت. ويبقى النوع والاسم في العناوين دون تغيير.
organisation-correct-button = احفظ التصحيح

# الأشخاص أيًا كان انتماؤهم.

admin-nav-people = الأشخاص
admin-people-title = أشخاص بلا مؤسسة
admin-people-lead = لا يدير حساباتهم أحد غيرك: لا يستطيع أي مسؤول أن يراها أو يضيفها. أضفهم إلى مؤسسة، أو سلّمهم نسخة من بياناتهم، أو احذفهم.
admin-people-empty = ينتمي كل حساب إلى مؤسسة.
admin-person-removed = حُذف الشخص.
admin-person-since = تاريخ إنشاء الحساب
admin-person-organisations = ينتمي إلى
admin-person-nowhere = لا مؤسسة
admin-person-password = كلمة المرور
admin-data-title = نسخة من بيانات الشخص
admin-data-text = كل ما يُحفظ عن الشخص، دون كلمات المرور والأسرار. وما كتبه في الإجابات وما قرره في شأن المشاركة ملك للهيئة الانتخابية فلا يظهر هنا. لا تسلّم الملف إلا لصاحبه.
admin-data-link = نزّل النسخة (JSON)
admin-remove-title = حذف الشخص
admin-remove-gone = يُحذف الاسم والعنوان وكلمة المرور والجلسات والروابط والأدوار والدروس المقروءة ونتائج الاختبارات. ولا رجعة في ذلك.
admin-remove-stays = تبقى الإجابات والموافقات وعمليات التقديم وقرارات المشاركة لدى الهيئة الانتخابية، لأن تقاريرها وموافقاتها تقوم عليها. وتُحفظ تحت رقم، وتكتب الصفحات «عضو سابق» بدلًا من الاسم. أما إيصالات الموافقة وحدها فتُبقي الاسم والعنوان كما كانا يومها.
admin-remove-words = ويبقى ما كتبه الشخص في الملاحظات كما هو: لا تعرف غير الهيئة الانتخابية إن كان يذكر أحدًا.
admin-remove-field = البريد الإلكتروني للشخص
admin-remove-help = اكتبه لتأكيد أنك تقصد هذا الشخص.
admin-remove-button = احذف نهائيًا
error-remove-address = ليس هذا عنوان هذا الشخص.
error-remove-own = لا يمكنك حذف نفسك. اطلب ذلك من مشغّل آخر.

# مناطق الهيئات الانتخابية.

regions-title = المناطق
regions-text = تنتمي كل هيئة انتخابية إلى منطقة واحدة، وتُجمع أرقام المانحين بحسبها. استخدم مناطق الأمم المتحدة، أو أضف مناطقك قبل إضافة الهيئات.
regions-own-title = مناطق هذا الموقع
regions-none = لا شيء بعد.
regions-m49-title = مناطق الأمم المتحدة (M49)
regions-link = مناطق هذا الموقع
regions-add-title = أضف منطقة
regions-add-help = أضفها مرة واحدة، ثم تُختار من القائمة لكل هيئة من هيئاتها.
regions-add-button = أضف المنطقة
regions-column-remove = تعديل
regions-remove = أزِل { $region }
region-there = توجد { $region } من قبل. اخترها من القائمة.
region-near = يوجد من قبل: { $regions }. إن قصدت المنطقة نفسها فاخترها من القائمة، وإلا فأكّد ذلك أدناه.
region-different = هذه منطقة أخرى.
error-region-used = تنتمي هيئات انتخابية إلى هذه المنطقة، فتبقى في القائمة.
region-m49-015 = شمال أفريقيا
region-m49-014 = شرق أفريقيا
region-m49-017 = وسط أفريقيا
region-m49-018 = الجنوب الأفريقي
region-m49-011 = غرب أفريقيا
region-m49-029 = منطقة البحر الكاريبي
region-m49-013 = أمريكا الوسطى
region-m49-005 = أمريكا الجنوبية
region-m49-021 = أمريكا الشمالية
region-m49-143 = آسيا الوسطى
region-m49-030 = شرق آسيا
region-m49-035 = جنوب شرق آسيا
region-m49-034 = جنوب آسيا
region-m49-145 = غرب آسيا
region-m49-151 = شرق أوروبا
region-m49-154 = شمال أوروبا
region-m49-039 = جنوب أوروبا
region-m49-155 = غرب أوروبا
region-m49-053 = أستراليا ونيوزيلندا
region-m49-054 = ميلانيزيا
region-m49-057 = ميكرونيزيا
region-m49-061 = بولينيزيا
