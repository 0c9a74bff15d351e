//! How soon a thread gets the processor.

/// By how much a thread that lets others go first is nicer than they are.
#[cfg(target_os = "linux")]
const NICER: i32 = 5;

/// Lets all other threads go first, this thread and those that it starts from now on: for long work beside a screen that
/// answers keys. What the thread would run as a program inherits it, so it is not for threads that do.
pub fn go_last() {
    // Elsewhere the whole process would be meant, the screen as well.
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::setpriority_process(None, NICER) {
        tracing::debug!(%error, "work beside the screen goes as fast as it");
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_thread_that_goes_last_leaves_the_others_as_they_are() {
        let own = rustix::process::getpriority_process(None).unwrap();
        let (there, started_there) = std::thread::spawn(|| {
            go_last();
            let started = std::thread::spawn(|| rustix::process::getpriority_process(None).unwrap());
            (rustix::process::getpriority_process(None).unwrap(), started.join().unwrap())
        })
        .join()
        .unwrap();
        assert_eq!((there, started_there), (NICER.max(own), NICER.max(own)));
        assert_eq!(rustix::process::getpriority_process(None).unwrap(), own);
    }
}
