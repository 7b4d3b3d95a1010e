use super::*;

#[test]
fn an_origin_carries_nothing_but_itself() {
    for good in ["https://www.city.setagaya.lg.jp", "https://*.lg.jp", "http://127.0.0.1:8081", "https://a.jp/"] {
        assert!(Origin::new(good).is_some(), "{good}");
    }
    for bad in [
        "",
        "*",
        "https://",
        "https://a.jp/page",
        "https://a.jp;",
        "https://a.jp 'self'",
        "ftp://a.jp",
        "https://a..jp",
        "https://*",
        "https://a.jp:0",
        "https://A.jp",
        "javascript:alert(1)",
        "https://a.jp\r\nX: y",
    ] {
        assert!(Origin::new(bad).is_none(), "{bad}");
    }
}

#[test]
fn an_associations_rule_goes_before_its_areas() {
    let id = AssociationId::new("setagaya").unwrap();
    let origin = |text| vec![Origin::new(text).unwrap()];
    let mut settings = Embedding::default();
    assert_eq!(settings.framers("13112", Some(&id)), None);
    settings.framers.insert(Scope::Area("13112".to_owned()), origin("https://area.jp"));
    assert_eq!(settings.framers("13112", Some(&id)).unwrap(), origin("https://area.jp"));
    settings.framers.insert(Scope::Association(id.clone()), origin("https://own.jp"));
    assert_eq!(settings.framers("13112", Some(&id)).unwrap(), origin("https://own.jp"));
    assert_eq!(settings.framers("13112", None).unwrap(), origin("https://area.jp"));
}

#[test]
fn a_related_map_is_on_the_web() {
    assert!(RelatedMap::new("リハビリテーション資源マップ", "", "https://example.jp/map?x=1&y=2").is_some());
    for bad in ["javascript:alert(1)", "https://", "https:///x", "https://a b", "data:text/html,x", "//a.jp"] {
        assert!(RelatedMap::new("地図", "", bad).is_none(), "{bad}");
    }
    assert!(RelatedMap::new(" ", "", "https://a.jp").is_none());
}
