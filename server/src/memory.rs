//! What the start needs and nothing after it.

/// Gives back to the system what was needed to read the content, and no longer is: two thirds of what the process holds. By itself the
/// allocator does it when somebody asks for a page, a second later at the earliest.
pub fn give_back() {
    #[expect(
        unsafe_code,
        reason = "the allocator is told so by a function of C, which takes no pointer"
    )]
    // SAFETY: it may be called at any time.
    unsafe {
        libmimalloc_sys::mi_collect(true);
    }
}
