//! A file of two hundred megabytes takes no more memory than a small one.

use std::alloc::{GlobalAlloc, Layout, System};
use std::io::{BufReader, Read};
use std::sync::atomic::{AtomicUsize, Ordering};

use iati::{Activity, Limits, read, read_where};

static NOW: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

/// Counts what is held.
struct Counting;

#[expect(unsafe_code, reason = "what is held can be counted by the allocator alone")]
// SAFETY: everything is passed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let now = NOW.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        PEAK.fetch_max(now, Ordering::Relaxed);
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// A file that is made while it is read.
struct Made {
    activities: u64,
    done: u64,
    piece: Vec<u8>,
    at: usize,
    read: u64,
}

impl Made {
    fn new(activities: u64) -> Self {
        Self {
            activities,
            done: 0,
            piece: b"<?xml version=\"1.0\"?>\n<iati-activities version=\"2.03\">\n".to_vec(),
            at: 0,
            read: 0,
        }
    }

    /// The next piece: an activity, the end, nothing.
    fn next_piece(&mut self) {
        self.at = 0;
        self.piece.clear();
        self.done += 1;
        if self.done > self.activities {
            if self.done == self.activities + 1 {
                self.piece.extend(b"</iati-activities>\n");
            }
            return;
        }
        let number = self.done;
        let purpose = if number.is_multiple_of(1_000) {
            15_151
        } else {
            12_220
        };
        let transaction = "<transaction><transaction-type code=\"3\"/><transaction-date iso-date=\"2026-01-01\"/>\
            <value currency=\"EUR\">1234.56</value><receiver-org><narrative>Somebody</narrative></receiver-org></transaction>\n";
        let activity = format!(
            "<iati-activity default-currency=\"USD\"><iati-identifier>XX-1-{number}</iati-identifier>\n\
            <title><narrative>An activity like others</narrative></title><description><narrative>{}</narrative></description>\
            <sector code=\"{purpose}\"/>\n{}</iati-activity>\n",
            "Words that nobody keeps. ".repeat(60),
            transaction.repeat(12),
        );
        self.piece.extend(activity.into_bytes());
    }
}

impl Read for Made {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.at == self.piece.len() {
            self.next_piece();
        }
        let read = (&self.piece[self.at..]).read(into)?;
        self.at += read;
        self.read += read as u64;
        Ok(read)
    }
}

/// Bytes held at most beyond what was held before, and bytes that were read.
fn peak(activities: u64, use_file: impl FnOnce(&mut BufReader<Made>)) -> (usize, u64) {
    let mut source = BufReader::new(Made::new(activities));
    let before = NOW.load(Ordering::Relaxed);
    PEAK.store(before, Ordering::Relaxed);
    use_file(&mut source);
    let peak = PEAK.load(Ordering::Relaxed) - before;
    (peak, source.get_ref().read)
}

/// One test, since other threads would be counted too.
#[test]
fn memory_does_not_grow_with_the_file() {
    let limits = Limits::default();
    let (small, read_bytes) = peak(5_000, |source| {
        let report = read(source, &limits, |_| {}).unwrap();
        assert_eq!((report.activities, report.transactions), (5_000, 60_000));
    });
    assert!(read_bytes > 15 << 20, "{read_bytes}");
    let mut kept = Vec::new();
    let (large, read_bytes) = peak(55_000, |source| {
        let (found, report) = read_where(source, &limits, Activity::is_about_elections).unwrap();
        assert_eq!(report.activities, 55_000);
        kept = found;
    });
    assert!(read_bytes > 200 << 20, "{read_bytes}");
    assert_eq!(kept.len(), 55);
    println!("peak {small} bytes for the small file, {large} for the large one");
    // Of each activity stays the number by which it is found again; everything else is thrown away.
    assert!(small < 1 << 20, "{small}");
    assert!(large < 4 << 20, "{large}");

    // A text without end is given up long before it fills the memory.
    let mut endless = BufReader::new(Endless {
        start: b"<iati-activities version='2.03'><a>",
        given: 0,
    });
    let before = NOW.load(Ordering::Relaxed);
    PEAK.store(before, Ordering::Relaxed);
    assert!(read(&mut endless, &limits, |_| {}).is_err());
    let held = PEAK.load(Ordering::Relaxed) - before;
    assert!(held < 4 << 20, "{held}");
    assert!(endless.get_ref().given < 2 << 20);
}

/// One text that goes on and on.
struct Endless {
    start: &'static [u8],
    given: u64,
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = if self.start.is_empty() {
            into.fill(b'x');
            into.len()
        } else {
            self.start.read(into)?
        };
        self.given += read as u64;
        Ok(read)
    }
}
