// Lab hosts mostly wait: for time limits to pass, for silence to be noticed. More of them at a time than there are cores keep the cores busy.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
