//! The migrations are compiled in: a new one is seen.

fn main() {
    println!("cargo::rerun-if-changed=../../migrations");
}
