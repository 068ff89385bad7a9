use domain::identity::organisation::OrganisationKind;
use domain::identity::policy::Refusal;

use domain::identity::policy::Actor;

use super::*;
use testkit::act;

use crate::testing::setting;

#[tokio::test]
async fn a_region_is_added_once_and_near_ones_are_pointed_out() {
    let setting = setting().await;
    let console = Actor::console();
    let add =
        async |name: &str, is_different| act!(setting, &console, add_region(name, is_different)).unwrap();
    assert_eq!(add("Northern Coast", false).await, RegionAdded::Added);
    for same in [
        "northern coast",
        "Northern  Coast",
        "Northern\u{a0}Coast",
        "Northern Coast\u{200b}",
    ] {
        let there = RegionAdded::There("Northern Coast".into());
        assert_eq!(add(same, true).await, there, "{same:?}");
    }
    assert_eq!(
        add("western AFRICA", true).await,
        RegionAdded::There("Western Africa".into())
    );
    let near = RegionAdded::Near(vec!["Northern Coast".into()]);
    assert_eq!(add("Nothern Coast", false).await, near);
    assert_eq!(add("Nothern Coast", true).await, RegionAdded::Added);
    for (name, key) in [(" \u{200b}", "name-missing"), (&*"x".repeat(201), "name-long")] {
        match act!(setting, &console, add_region(name, true)) {
            Err(Error::Invalid(errors)) => assert_eq!(errors.of("name"), Some(key)),
            other => panic!("{other:?}"),
        }
    }
    let names: Vec<String> = act!(setting, &console, own_regions())
        .unwrap()
        .into_iter()
        .map(|region| region.name)
        .collect();
    assert_eq!(names, ["Northern Coast", "Nothern Coast"]);
    act!(setting, &console, remove_region("Nothern Coast")).unwrap();
    assert!(matches!(
        act!(setting, &console, remove_region("Nothern Coast")),
        Err(Error::NotFound)
    ));
}

#[tokio::test]
async fn a_region_with_bodies_stays_and_only_the_operator_changes_the_list() {
    let setting = setting().await;
    let body = setting.organisation("body", OrganisationKind::ElectionBody).await;
    setting
        .store()
        .write(async |tx| tx.settle_regions().await)
        .await
        .unwrap();
    let console = Actor::console();
    assert_eq!(act!(setting, &console, own_regions()).unwrap()[0].bodies, 1);
    assert!(matches!(
        act!(setting, &console, remove_region("north")),
        Err(Error::NotNow(NotNow::RegionUsed))
    ));
    let lead = setting
        .person("lead", &[(&body, domain::identity::organisation::Role::Lead)])
        .await;
    for refused in [
        act!(setting, &lead, own_regions()).err(),
        act!(setting, &lead, add_region("Plain", false)).err(),
        act!(setting, &lead, remove_region("north")).err(),
    ] {
        assert!(
            matches!(refused, Some(Error::Refused(Refusal::NotYours))),
            "{refused:?}"
        );
    }
}
