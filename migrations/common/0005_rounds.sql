-- The same as migrations/OTHER/0005_rounds.sql; a test compares the two.

-- A receipt of consent stays as it was: names, addresses and roles of both people, the names of the body and the donor, and the
-- words in which each of them read what they decided, are kept at the moment of each act. An empty recipient_name means every donor.
ALTER TABLE consent ADD COLUMN body_name TEXT NOT NULL DEFAULT '';
ALTER TABLE consent ADD COLUMN recipient_name TEXT NOT NULL DEFAULT '';
ALTER TABLE consent ADD COLUMN proposer_name TEXT NOT NULL DEFAULT '';
ALTER TABLE consent ADD COLUMN proposer_email TEXT NOT NULL DEFAULT '';
ALTER TABLE consent ADD COLUMN proposer_roles TEXT NOT NULL DEFAULT '';
ALTER TABLE consent ADD COLUMN proposer_words TEXT NOT NULL DEFAULT '';
ALTER TABLE consent ADD COLUMN confirmer_name TEXT;
ALTER TABLE consent ADD COLUMN confirmer_email TEXT;
ALTER TABLE consent ADD COLUMN confirmer_roles TEXT;
ALTER TABLE consent ADD COLUMN confirmer_words TEXT;
ALTER TABLE consent ADD COLUMN withdrawer_name TEXT;
-- Names that were copied later, when receipts began to keep them.
ALTER TABLE consent ADD COLUMN names_copied BOOLEAN NOT NULL DEFAULT FALSE;
-- A proposal ends with the role of whoever made it.
ALTER TABLE consent ADD COLUMN ended_at BIGINT;

-- The first text, which every consent so far agreed to, in the words of that time.
CREATE TABLE consent_first_text (
    language TEXT NOT NULL,
    level TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (language, level)
);
INSERT INTO consent_first_text (language, level, words) VALUES
    ('en', 'none', '{"language":"en","texts":{"agreed":"What was agreed","agreement":"This holds for one round. It can be changed by two people until the round closes; what was released then cannot be called back.","body":"Election body","confirmed":"Confirmed","copied":"Names, addresses and roles are those of the day on which receipts began to keep them. Before that they were not kept.","every-donor":"Every donor","level":"Level","level-name":"Take no part","number":"Number of this receipt","proposed":"Proposed","recipient":"To whom","role-assessor":"Assessor","role-lead":"Lead","round":"Round","text":"We take no part in this round. Our assessment is neither shown nor counted.","text-version":"Version of the text","title":"Receipt of consent"}}'),
    ('en', 'aggregate-only', '{"language":"en","texts":{"agreed":"What was agreed","agreement":"This holds for one round. It can be changed by two people until the round closes; what was released then cannot be called back.","body":"Election body","confirmed":"Confirmed","copied":"Names, addresses and roles are those of the day on which receipts began to keep them. Before that they were not kept.","every-donor":"Every donor","level":"Level","level-name":"In aggregate only","number":"Number of this receipt","proposed":"Proposed","recipient":"To whom","role-assessor":"Assessor","role-lead":"Lead","round":"Round","text":"Our averages may be counted together with those of at least four other bodies of our region or income group, and shown only as a band over all of them. Our name, our scores and our answers are shown to nobody.","text-version":"Version of the text","title":"Receipt of consent"}}'),
    ('en', 'anonymised', '{"language":"en","texts":{"agreed":"What was agreed","agreement":"This holds for one round. It can be changed by two people until the round closes; what was released then cannot be called back.","body":"Election body","confirmed":"Confirmed","copied":"Names, addresses and roles are those of the day on which receipts began to keep them. Before that they were not kept.","every-donor":"Every donor","level":"Level","level-name":"Anonymised","number":"Number of this receipt","proposed":"Proposed","recipient":"To whom","role-assessor":"Assessor","role-lead":"Lead","round":"Round","text":"Our averages may also be shown as a profile without our name. As long as this site makes no such profiles, we are counted in aggregate only.","text-version":"Version of the text","title":"Receipt of consent"}}'),
    ('en', 'named', '{"language":"en","texts":{"agreed":"What was agreed","agreement":"This holds for one round. It can be changed by two people until the round closes; what was released then cannot be called back.","body":"Election body","confirmed":"Confirmed","copied":"Names, addresses and roles are those of the day on which receipts began to keep them. Before that they were not kept.","every-donor":"Every donor","level":"Level","level-name":"By name","number":"Number of this receipt","proposed":"Proposed","recipient":"To whom","role-assessor":"Assessor","role-lead":"Lead","round":"Round","text":"Our name, our averages in each domain and our gap report, as last submitted before the round closes, may be shown.","text-version":"Version of the text","title":"Receipt of consent"}}'),
    ('ar', 'none', '{"language":"ar","texts":{"agreed":"ما اتُّفق عليه","agreement":"يسري هذا على جولة واحدة. ويستطيع شخصان تغييره حتى إغلاق الجولة، أما ما نُشر عندها فلا يمكن سحبه.","body":"الهيئة الانتخابية","confirmed":"التأكيد","copied":"الأسماء والعناوين والأدوار هي ما كان يوم بدأت الإيصالات تحفظها، ولم تكن تُحفظ قبل ذلك.","every-donor":"كل المانحين","level":"المستوى","level-name":"عدم المشاركة","number":"رقم هذا الإيصال","proposed":"الاقتراح","recipient":"لمن","role-assessor":"مقيّم","role-lead":"مسؤول","round":"الجولة","text":"لا نشارك في هذه الجولة. لا يُعرض تقييمنا ولا يُحسب.","text-version":"إصدار النص","title":"إيصال موافقة"}}'),
    ('ar', 'aggregate-only', '{"language":"ar","texts":{"agreed":"ما اتُّفق عليه","agreement":"يسري هذا على جولة واحدة. ويستطيع شخصان تغييره حتى إغلاق الجولة، أما ما نُشر عندها فلا يمكن سحبه.","body":"الهيئة الانتخابية","confirmed":"التأكيد","copied":"الأسماء والعناوين والأدوار هي ما كان يوم بدأت الإيصالات تحفظها، ولم تكن تُحفظ قبل ذلك.","every-donor":"كل المانحين","level":"المستوى","level-name":"ضمن المجموع فقط","number":"رقم هذا الإيصال","proposed":"الاقتراح","recipient":"لمن","role-assessor":"مقيّم","role-lead":"مسؤول","round":"الجولة","text":"يجوز أن تُحسب متوسطاتنا مع متوسطات أربع هيئات أخرى على الأقل من منطقتنا أو فئة دخلنا، وألا تُعرض إلا شريحةً تشملها كلها. ولا يُعرض اسمنا ولا درجاتنا ولا إجاباتنا على أحد.","text-version":"إصدار النص","title":"إيصال موافقة"}}'),
    ('ar', 'anonymised', '{"language":"ar","texts":{"agreed":"ما اتُّفق عليه","agreement":"يسري هذا على جولة واحدة. ويستطيع شخصان تغييره حتى إغلاق الجولة، أما ما نُشر عندها فلا يمكن سحبه.","body":"الهيئة الانتخابية","confirmed":"التأكيد","copied":"الأسماء والعناوين والأدوار هي ما كان يوم بدأت الإيصالات تحفظها، ولم تكن تُحفظ قبل ذلك.","every-donor":"كل المانحين","level":"المستوى","level-name":"دون هوية","number":"رقم هذا الإيصال","proposed":"الاقتراح","recipient":"لمن","role-assessor":"مقيّم","role-lead":"مسؤول","round":"الجولة","text":"يجوز أن تُعرض متوسطاتنا أيضًا في ملف دون اسمنا. وما دام هذا الموقع لا يصنع مثل هذه الملفات، نُحسب ضمن المجموع فقط.","text-version":"إصدار النص","title":"إيصال موافقة"}}'),
    ('ar', 'named', '{"language":"ar","texts":{"agreed":"ما اتُّفق عليه","agreement":"يسري هذا على جولة واحدة. ويستطيع شخصان تغييره حتى إغلاق الجولة، أما ما نُشر عندها فلا يمكن سحبه.","body":"الهيئة الانتخابية","confirmed":"التأكيد","copied":"الأسماء والعناوين والأدوار هي ما كان يوم بدأت الإيصالات تحفظها، ولم تكن تُحفظ قبل ذلك.","every-donor":"كل المانحين","level":"المستوى","level-name":"بالاسم","number":"رقم هذا الإيصال","proposed":"الاقتراح","recipient":"لمن","role-assessor":"مقيّم","role-lead":"مسؤول","round":"الجولة","text":"يجوز عرض اسمنا ومتوسطنا في كل مجال وتقرير ثغراتنا، كما سُلّمت آخر مرة قبل إغلاق الجولة.","text-version":"إصدار النص","title":"إيصال موافقة"}}');

UPDATE consent SET
    names_copied = TRUE,
    body_name = (SELECT o.name FROM organisation o WHERE o.id = consent.organisation_id),
    recipient_name = COALESCE((SELECT o.name FROM organisation o WHERE o.id = consent.recipient), consent.recipient),
    proposer_name = (SELECT a.name FROM account a WHERE a.id = consent.proposed_by),
    proposer_email = (SELECT a.email FROM account a WHERE a.id = consent.proposed_by),
    proposer_roles = TRIM(
        CASE WHEN EXISTS (SELECT 1 FROM membership m WHERE m.account_id = consent.proposed_by
            AND m.organisation_id = consent.organisation_id AND m.role = 'assessor') THEN 'assessor ' ELSE '' END
        || CASE WHEN EXISTS (SELECT 1 FROM membership m WHERE m.account_id = consent.proposed_by
            AND m.organisation_id = consent.organisation_id AND m.role = 'lead') THEN 'lead' ELSE '' END),
    proposer_words = COALESCE((SELECT t.words FROM consent_first_text t JOIN account a ON a.language = t.language
        WHERE a.id = consent.proposed_by AND t.level = consent.level), ''),
    confirmer_name = (SELECT a.name FROM account a WHERE a.id = consent.confirmed_by),
    confirmer_email = (SELECT a.email FROM account a WHERE a.id = consent.confirmed_by),
    confirmer_roles = CASE WHEN consent.confirmed_by IS NULL THEN NULL ELSE TRIM(
        CASE WHEN EXISTS (SELECT 1 FROM membership m WHERE m.account_id = consent.confirmed_by
            AND m.organisation_id = consent.organisation_id AND m.role = 'assessor') THEN 'assessor ' ELSE '' END
        || CASE WHEN EXISTS (SELECT 1 FROM membership m WHERE m.account_id = consent.confirmed_by
            AND m.organisation_id = consent.organisation_id AND m.role = 'lead') THEN 'lead' ELSE '' END) END,
    confirmer_words = (SELECT t.words FROM consent_first_text t JOIN account a ON a.language = t.language
        WHERE a.id = consent.confirmed_by AND t.level = consent.level),
    withdrawer_name = (SELECT a.name FROM account a WHERE a.id = consent.withdrawn_by);
DROP TABLE consent_first_text;

DROP INDEX consent_waiting;
CREATE UNIQUE INDEX consent_waiting ON consent (round_id, organisation_id, recipient)
    WHERE confirmed_at IS NULL AND withdrawn_at IS NULL AND ended_at IS NULL;

-- A round takes assessments with one version of one model. Before this there was one version.
ALTER TABLE round ADD COLUMN model_id TEXT NOT NULL DEFAULT '0fceb1c4-258c-4924-9250-22fc0973d68b';
ALTER TABLE round ADD COLUMN model_version BIGINT NOT NULL DEFAULT 1;

-- Every donor means those that there were when the round closed.
CREATE TABLE round_donor (
    round_id TEXT NOT NULL REFERENCES round (id),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    PRIMARY KEY (round_id, organisation_id)
);
INSERT INTO round_donor (round_id, organisation_id)
    SELECT r.id, o.id FROM round r JOIN organisation o ON o.kind = 'donor' AND o.created_at <= r.closed_at
    WHERE r.closed_at IS NOT NULL;

-- What a release was built from, beside the contributions, so that it can be built again. Nothing for a release of the first format.
ALTER TABLE round_release ADD COLUMN basis TEXT;

-- What a release did with an assessment: 'group' (counted in a group), 'named' (shown to every donor by name), 'profile' (shown
-- without a name), 'one-donor' (shown by name to one donor, counted nowhere), 'former-aggregate' (counted in aggregate by a release
-- of the first format). Counted in a group or shown as a profile once, for ever.
CREATE TABLE assessment_use (
    round_id TEXT NOT NULL REFERENCES round (id),
    assessment_id TEXT NOT NULL REFERENCES assessment (id),
    kind TEXT NOT NULL,
    -- The place of the group in its release.
    place BIGINT,
    PRIMARY KEY (round_id, assessment_id)
);
CREATE UNIQUE INDEX assessment_use_once ON assessment_use (assessment_id) WHERE kind = 'group' OR kind = 'profile';
INSERT INTO assessment_use (round_id, assessment_id, kind)
    SELECT c.round_id, c.assessment_id, 'named' FROM contribution c
    WHERE c.contribution LIKE '{"level":"named"%';
-- With fewer than k bodies in aggregate nothing of them was published, and none of them was used.
INSERT INTO assessment_use (round_id, assessment_id, kind)
    SELECT c.round_id, c.assessment_id, 'former-aggregate'
    FROM contribution c JOIN round_release p ON p.round_id = c.round_id
    WHERE (c.contribution LIKE '{"level":"aggregate-only"%' OR c.contribution LIKE '{"level":"anonymised"%')
        AND p.bytes NOT LIKE '%"aggregate_only":null%';
INSERT INTO assessment_use (round_id, assessment_id, kind)
    SELECT c.round_id, c.assessment_id, 'one-donor' FROM contribution c
    WHERE EXISTS (SELECT 1 FROM named_grant g WHERE g.round_id = c.round_id
            AND g.organisation_id = c.organisation_id AND g.recipient <> '')
        AND NOT EXISTS (SELECT 1 FROM assessment_use u WHERE u.round_id = c.round_id
            AND u.assessment_id = c.assessment_id);

-- Whoever closes a round names the number of closings that it knew of: two rounds cannot use one assessment at the same moment.
CREATE TABLE ledger (
    id BIGINT PRIMARY KEY NOT NULL,
    closings BIGINT NOT NULL
);
INSERT INTO ledger (id, closings) SELECT 1, COUNT(*) FROM round WHERE closed_at IS NOT NULL;
