//! What a body agrees to stays as it was.

use domain::content::Lang;
use domain::ledger::REQUEST_TEXT_VERSION;

/// Two people agreed to it in one of these languages: a text that is corrected is a new version, in every language.
#[test]
fn what_was_agreed_to_is_never_changed_under_its_version() {
    let agreed = [
        (
            1,
            Lang::En,
            "876138e60226d30f2bb0318174980fa4210960878062f2bc9ddea19381060fe4",
        ),
        (
            1,
            Lang::Ar,
            "ac7b6a97d7a77d92a4d24d7df45edb874dcfc8b3edde2d1618bdf59ab98277f7",
        ),
    ];
    for (version, lang, sha256) in agreed {
        let text = words::text(lang, &format!("ledger-text-{version}"));
        let now = usecase::digest(text.as_bytes());
        assert_eq!(
            now, sha256,
            "version {version} in {lang:?}: put it back, and write what should be said as the next version"
        );
    }
    for lang in Lang::ALL {
        let is_kept = |version| {
            agreed
                .iter()
                .any(|(known, of, _)| (*known, *of) == (version, lang))
        };
        assert!((1..=REQUEST_TEXT_VERSION).all(is_kept), "{lang:?}");
    }
}
