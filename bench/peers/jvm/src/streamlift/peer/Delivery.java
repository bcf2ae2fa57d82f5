package streamlift.peer;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Sends poses, and commits the offsets of their frames once the broker has acknowledged all of them: at least once. It does not wait
 * for acknowledgements: what was sent until an instant is counted apart from what is sent after it.
 */
final class Delivery {
    private static final long INTERVAL = 1_000_000_000L; // ns

    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private volatile Exception failure;
    private AtomicLong open = new AtomicLong();
    private AtomicLong closed;
    private Map<TopicPartition, OffsetAndMetadata> offsets;
    private long last = System.nanoTime();

    Delivery(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer) {
        this.consumer = consumer;
        this.producer = producer;
    }

    void send(ProducerRecord<byte[], byte[]> record) {
        AtomicLong count = open;
        count.incrementAndGet();
        producer.send(record, (metadata, error) -> {
            if (error != null) {
                failure = error;
            }
            count.decrementAndGet();
        });
    }

    /** Commits what is due. To be called when all records of a poll have been sent. */
    void commitDue() throws Exception {
        check();
        if (closed == null && System.nanoTime() - last > INTERVAL) {
            last = System.nanoTime();
            closed = open;
            open = new AtomicLong();
            offsets = positions();
        }
        if (closed != null && closed.get() == 0) {
            check(); // a failure is noted before it is counted
            consumer.commitAsync(offsets, null);
            closed = null;
        }
    }

    /** Waits for all acknowledgements and commits the offsets of all that was sent. */
    void commitAll() throws Exception {
        producer.flush();
        check();
        closed = null;
        Map<TopicPartition, OffsetAndMetadata> all = positions();
        if (!all.isEmpty()) {
            consumer.commitSync(all);
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> positions() {
        Map<TopicPartition, OffsetAndMetadata> found = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            found.put(partition, new OffsetAndMetadata(consumer.position(partition)));
        }
        return found;
    }

    private void check() throws Exception {
        if (failure != null) {
            throw new Exception("not delivered: " + failure.getMessage(), failure);
        }
    }
}
