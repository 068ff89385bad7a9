# تسجيل الدخول وكلمات المرور.

field-email = البريد الإلكتروني
field-password = كلمة المرور
field-new-password = كلمة المرور الجديدة
field-repeat-password = كلمة المرور الجديدة مرة أخرى
sign-in-title = تسجيل الدخول
sign-in-button = تسجيل الدخول
sign-in-help = ليس لديك حساب أو فقدت كلمة المرور؟ اطلب رابطًا جديدًا من مسؤول مؤسستك.
set-password-title = اختر كلمة مرور
set-password-help = 15 حرفًا على الأقل. بضع كلمات تتذكرها خير من لغز قصير.
set-password-button = احفظ كلمة المرور
set-password-expired-title = لم يعد هذا الرابط صالحًا
set-password-expired = استُخدم من قبل، أو مضى عليه أكثر من أسبوع. اطلب رابطًا جديدًا من مسؤول مؤسستك.

error-email-missing = أدخل بريدك الإلكتروني.
error-email-malformed = أدخل بريدًا إلكترونيًا مثل name@example.org.
error-password-missing = أدخل كلمة المرور.
error-sign-in-failed = البريد وكلمة المرور لا يتطابقان. راجعهما وحاول مجددًا.
error-password-short = استخدم 15 حرفًا على الأقل.
error-password-long = استخدم 256 حرفًا على الأكثر.
error-password-differs = كلمتا المرور مختلفتان. اكتب الكلمة نفسها مرتين.
error-name-missing = أدخل اسمًا.
error-name-long = استخدم 200 حرف على الأكثر.
error-role-missing = اختر دورًا واحدًا على الأقل.
