use super::*;
use crate::hours::{Basis, State};

#[test]
fn a_status_is_written_as_its_view() {
    let at = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap().and_hms_opt(19, 30, 0);
    for state in State::ALL {
        for basis in Basis::ALL {
            for reason in Reason::ALL {
                for (told, until, next_open) in [(false, None, at), (true, at, None)] {
                    let (call_first, caution) = (told, told);
                    let status = Status { state, basis, until, next_open, call_first, reason, caution };
                    let mut written = Vec::new();
                    write_status(&status, &mut written);
                    assert_eq!(String::from_utf8(written), String::from_utf8(json(&StatusView::from(&status))));
                }
            }
        }
    }
}
