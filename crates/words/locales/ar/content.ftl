# تسميات تضاف إلى نصوص الدروس.
callout-note = ملاحظة
callout-tip = نصيحة
callout-important = مهم
callout-warning = تحذير
callout-caution = احتياط
content-sources = المصادر
content-source = المصدر { $number }
content-back = العودة إلى موضع المصدر { $number } في النص
content-table = جدول
content-blank = للملء
content-three-things = ثلاثة أمور تفعلها هذا الأسبوع
