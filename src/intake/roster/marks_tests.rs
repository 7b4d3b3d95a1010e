use super::*;

fn told(cell: &str) -> String {
    let told: Vec<String> = explained(cell).into_iter().map(|(mark, range)| format!("{mark} {range}")).collect();
    told.join(", ")
}

#[test]
fn each_mark_is_explained_with_its_own_times() {
    for (cell, expected) in [
        ("○：9:00～17:00", "○ 09:00-17:00"),
        ("◯＝9:00～17:00　●＝20:00～翌8:00", "○ 09:00-17:00, ● 20:00-32:00"),
        ("○は9時～17時、●は20時～翌8時", "○ 09:00-17:00, ● 20:00-32:00"),
        ("当番：9:00～17:00", "当 09:00-17:00"),
        ("○：対応可", ""),
        ("11:00～17:00", ""),
        ("1月 当番", ""),
        ("", ""),
    ] {
        assert_eq!(told(cell), expected, "{cell}");
    }
}

#[test]
fn a_mark_stands_for_nothing_but_what_is_said_of_it() {
    let [day, night] = ["09:00-17:00", "20:00-32:00"].map(|range| range.parse::<TimeRange>().unwrap());
    let marks = |explained: &[(char, TimeRange)], are_several| Marks { explained: explained.to_vec(), are_several };
    let both = marks(&[('○', day), ('●', night)], true);
    assert_eq!((both.times('○', None), both.times('●', None)), (Some(day), Some(night)));
    assert_eq!((both.times('◎', None), both.times('◎', Some(day))), (None, None));
    // A row's own times and those of the mark don't agree.
    assert_eq!((both.times('●', Some(day)), both.times('●', Some(night))), (None, Some(night)));
    let one = marks(&[('○', day)], false);
    assert_eq!((one.times('○', Some(night)), one.times('●', Some(night))), (Some(night), None));
    let none = marks(&[], false);
    assert_eq!((none.times('●', Some(night)), none.times('●', None)), (Some(night), None));
    assert_eq!(marks(&[], true).times('●', Some(night)), None);
    assert_eq!(marks(&[('○', day), ('○', night)], false).times('○', None), None);
}
