# الإطار والأخطاء وما تشترك فيه الصفحات.

site-description = دورات في أمن الانتخابات، وتقييم نضج الهيئات الانتخابية، والثغرات التي يكون الدعم فيها أنفع.
demo-banner = هذا عرض توضيحي. كل الهيئات والأشخاص والأرقام فيه من نسج الخيال.
skip-to-content = انتقل إلى المحتوى
nav-label = القائمة الرئيسية
nav-learn = تعلّم
nav-assess = قيّم
nav-insight = اطّلع
nav-admin = الإدارة
nav-sign-in = تسجيل الدخول
nav-guides = أدلة
nav-glossary = المصطلحات
nav-about = كيف نتعامل مع بياناتك
language-label = اللغة:
language-title = اللغة
language-lead = اختر اللغة التي تقرأ بها هذا الموقع. تُحفظ في هذا المتصفح، ومع حسابك إن كنت مسجَّل الدخول.
language-back = العودة دون تغيير
sign-out = تسجيل الخروج
breadcrumbs-label = أنت هنا
footer-text = بولدر برنامج حر. يجوز تداول دوراته ونموذج النضج فيه وفق رخصة CC BY 4.0.

# Which conventions of Unicode (CLDR) numbers, dates, lists and order follow; `-u-nu-…` names the figures.
formats = ar-u-nu-latn
moment = { $date }، { $time } بالتوقيت العالمي
percent = { $n }٪

error-page-title = خطأ: { $title }
error-summary-title = يُرجى مراجعة هذه النقاط
error-home = إلى الصفحة الأولى
error-kept = ما أرسلته محفوظ في هذه الصفحة إلى أن تغادرها.
error-send-again = أرسله من جديد
error-signed-out-title = لم تعد مسجَّل الدخول
error-signed-out = انتهت جلستك قبل قبول ما أرسلته، فلم يتغيّر شيء.
error-sign-in-elsewhere = سجّل الدخول في نافذة أخرى
error-then-send-again = ثم عُد إلى هذه النافذة وأرسله من جديد.
error-not-found-title = هذه الصفحة غير موجودة
error-not-found = ربما نُقلت، أو ليست متاحة لحسابك.
error-bad-request-title = تعذّرت قراءة ما أُرسل
error-bad-request = ما أُرسل لا يناسب هذه الصفحة. افتح الصفحة من جديد وحاول مرة أخرى.
error-not-now-title = غير ممكن الآن
error-too-many-title = محاولات كثيرة جدًا
error-too-many = { $minutes ->
    [one] انتظر دقيقة واحدة ثم حاول مجددًا.
    [two] انتظر دقيقتين ثم حاول مجددًا.
    [few] انتظر { $minutes } دقائق ثم حاول مجددًا.
   *[other] انتظر { $minutes } دقيقة ثم حاول مجددًا.
}
error-cross-site-title = مرفوض
error-cross-site = وصل هذا من عنوان غير عنوان هذا الموقع، فلم يتغيّر شيء. افتح الموقع من عنوانه الصحيح وحاول مجددًا من هناك:
error-unencrypted-title = هذا الاتصال غير مشفَّر
error-unencrypted = فُتحت الصفحة عبر http لا عبر https. لا يمكن تسجيل الدخول ولا تغيير أي شيء بهذه الطريقة، فلم يتغيّر شيء. افتح الموقع من عنوانه الصحيح وحاول مجددًا من هناك:
error-another-name-title = هل ترسل هذا باسمك؟
error-another-name = كُتب هذا قبل تسجيل دخولك، وربما كتبه شخص آخر يستخدم هذا الحاسوب. لم يتغيّر شيء بعد. راجعه أدناه، ولا ترسله إلا إن كنت أنت من كتبه.
error-send-as = أرسله باسم { $name }
error-sent-title = ما أرسلته
error-sent = يمكنك نسخه من هنا.
error-busy-title = الموقع مشغول الآن
error-busy = لم يتمكن الموقع من الوصول إلى قاعدة بياناته في الوقت المناسب. لم يُفقد شيء مما حُفظ. انتظر لحظة وتحقق هل قُبل ما أرسلته، ثم حاول مجددًا.
error-too-large-title = أكثر مما يمكن قبوله
error-too-large = ما أُرسل أكبر مما تقبله هذه الصفحة، فلم يُحفظ منه شيء. اختصره وأرسله من جديد.
error-too-slow-title = استغرق هذا وقتًا أطول من اللازم
error-too-slow = لم يُتمّ الخادم طلبك في الوقت المحدد. إن كنت أرسلت شيئًا فتحقق أولًا هل حُفظ، ثم حاول مجددًا بعد دقيقة.
error-internal-title = حدث خطأ من جانبنا
error-demo-not-empty = قاعدة البيانات ليست فارغة، ولذلك لم تُحمَّل فيها بيانات العرض.
error-internal = لم يُفقد شيء مما حُفظ. حاول بعد دقيقة، وإن استمر الخطأ فأخبر من يدير هذا الموقع.
error-number = عند الإبلاغ عن ذلك اذكر هذا الرقم:

# القوائم التي قد تطول.

list-search = ابحث
list-first = العودة إلى أول القائمة
list-next = الصفحة التالية
list-pages = بقية هذه القائمة
list-nothing = لا شيء يطابق ذلك.
