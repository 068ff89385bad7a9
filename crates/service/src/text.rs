//! What people type, made fit to keep.

/// A text without what no keyboard types (PostgreSQL refuses NUL), with plain line ends and without space around it.
pub(crate) fn clean(typed: &str) -> String {
    let plain = typed.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = plain
        .chars()
        .filter(|&c| !c.is_control() || c == '\n' || c == '\t')
        .collect();
    kept.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_text_is_kept() {
        assert_eq!(clean(" a\r\nb\0\u{7}\r\tc \n"), "a\nb\n\tc");
    }
}
